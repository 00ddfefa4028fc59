package io.rookery.user.session;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The client API's Token.
 *
 * @param createdAt seconds since 1970
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TokenEntity(String accessToken, String tokenType, String scope, long createdAt) {

    @Override
    public String toString() {
        return "TokenEntity[…]";
    }
}
