package io.rookery.user.mute;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rookery.user.account.AccountEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The client API's MutedAccount entity.
 *
 * @param muteExpiresAt null if the mute never expires
 */
@JsonNaming(SnakeCaseStrategy.class)
record MutedAccountEntity(
        @JsonUnwrapped AccountEntity account,
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = AccountEntity.TIME, timezone = "UTC")
                @Nullable Instant muteExpiresAt) {}
