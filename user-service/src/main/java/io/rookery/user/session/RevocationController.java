package io.rookery.user.session;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.kit.identity.AllowedPeers;
import io.rookery.kit.identity.Peer;
import io.rookery.kit.revocation.RevocationsApi;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.RevocationSource;
import io.rookery.kit.security.RevocationSource.Revocations;
import io.rookery.kit.security.TokenVerifier;
import io.rookery.shard.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Revokes tokens, and serves the list of revoked tokens to the other services. */
@RestController
final class RevocationController implements RevocationsApi {

    private final ClientAuthentication clients;
    private final AccessTokens tokens;
    private final TokenVerifier verifier;
    private final RevocationSource source;

    RevocationController(
            ClientAuthentication clients,
            AccessTokens tokens,
            TokenVerifier verifier,
            RevocationSource source) {
        this.clients = clients;
        this.tokens = tokens;
        this.verifier = verifier;
        this.source = source;
    }

    /** Revokes a token. The response does not reveal whether the token was valid (RFC 7009). */
    @PostMapping("/oauth/revoke")
    ResponseEntity<Map<String, Object>> revoke(HttpServletRequest request, Parameters parameters) {
        ClientApplication client = clients.authenticate(request, parameters);
        Caller holder = holderOf(parameters.text("token"));
        if (holder.isAnonymous()) {
            return done();
        }
        if (!holder.clientId().equals(client.clientId())) {
            throw OAuthException.foreignToken();
        }
        tokens.revoke(holder.tokenId());
        return done();
    }

    @AllowedPeers({Peer.GATEWAY, Peer.FEED_SERVICE})
    @Override
    public Page revocations(String after, int limit) {
        Revocations page = source.after(after, Math.clamp(limit, 1, MAX_PAGE));
        return new Page(
                page.tokenIds().stream().map(Ids::format).toList(),
                page.cursor(),
                page.more(),
                page.unread().toString());
    }

    private static ResponseEntity<Map<String, Object>> done() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of());
    }

    /** The holder of the token. Anonymous if the token is not genuine or already revoked. */
    private Caller holderOf(@Nullable String token) {
        if (token == null) {
            return Caller.ANONYMOUS;
        }
        try {
            return verifier.verify(token.strip());
        } catch (ApiException e) {
            return Caller.ANONYMOUS;
        }
    }
}
