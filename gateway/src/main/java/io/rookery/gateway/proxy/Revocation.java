package io.rookery.gateway.proxy;

import io.rookery.kit.error.ApiException;
import io.rookery.kit.security.RevocationList;
import io.rookery.kit.security.TokenVerifier;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Refuses a token as soon as its revocation has passed through this gateway. */
final class Revocation {

    private static final Logger log = LoggerFactory.getLogger(Revocation.class);
    private static final String PATH = "/oauth/revoke";
    private static final String FIELD = "token=";

    private final TokenVerifier tokens;
    private final RevocationList revocations;
    private final JsonMapper json = new JsonMapper();

    Revocation(TokenVerifier tokens, RevocationList revocations) {
        this.tokens = tokens;
        this.revocations = revocations;
    }

    void learnFrom(HttpServletRequest request, byte[] body, int status) {
        if (status / 100 != 2 || !RequestPath.decoded(request).equals(PATH)) {
            return;
        }
        String token = tokenIn(request.getContentType(), new String(body, StandardCharsets.UTF_8));
        if (token != null) {
            try {
                revocations.add(tokens.verify(token).tokenId());
            } catch (ApiException e) {
                log.debug("The revoked token was not valid");
            }
        }
    }

    /**
     * Reads the token from a JSON or form body. With other body types, the gateway learns of the
     * revocation at its next poll.
     */
    private @Nullable String tokenIn(@Nullable String contentType, String body) {
        try {
            if (contentType != null && contentType.startsWith(MediaType.APPLICATION_JSON_VALUE)) {
                return json.readTree(body).path("token").asString(null);
            }
            for (String pair : body.split("&", -1)) {
                if (pair.startsWith(FIELD)) {
                    return URLDecoder.decode(
                            pair.substring(FIELD.length()), StandardCharsets.UTF_8);
                }
            }
        } catch (JacksonException | IllegalArgumentException e) {
            log.debug("The body of a revocation request cannot be read", e);
        }
        return null;
    }
}
