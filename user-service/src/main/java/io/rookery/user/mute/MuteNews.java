package io.rookery.user.mute;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The outbox event of a mute that began, changed or ended. */
@JsonNaming(SnakeCaseStrategy.class)
record MuteNews(long accountId, long otherId, boolean active) {

    static final String KIND = "mute-changed";
}
