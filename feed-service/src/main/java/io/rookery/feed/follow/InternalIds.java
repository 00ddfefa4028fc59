package io.rookery.feed.follow;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.parameters.Parameters;
import io.rookery.shard.id.Ids;

/** The ids that user-service names. */
final class InternalIds {

    private InternalIds() {}

    /**
     * @throws ApiException 422 when there is none, or it cannot be one
     */
    static long required(Parameters parameters, String name) {
        return Ids.parse(parameters.requiredText(name))
                .orElseThrow(() -> ApiException.invalid(name + " is invalid"));
    }
}
