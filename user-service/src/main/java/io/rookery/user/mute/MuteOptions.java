package io.rookery.user.mute;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;

/**
 * How an account is muted.
 *
 * @param notifications whether notifications are muted, too
 * @param seconds the duration; 0 means forever
 */
record MuteOptions(boolean notifications, int seconds) {

    /**
     * Reads {@code notifications} and {@code duration}.
     *
     * @throws ApiException 422 when the duration is not a number of seconds
     */
    static MuteOptions of(Parameters parameters) {
        int seconds = parameters.number("duration").orElse(0);
        if (seconds < 0) {
            throw ApiException.invalid("Duration must be greater than or equal to 0");
        }
        return new MuteOptions(parameters.flag("notifications", true), seconds);
    }
}
