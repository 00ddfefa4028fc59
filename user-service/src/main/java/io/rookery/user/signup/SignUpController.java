package io.rookery.user.signup;

import io.rookery.kit.parameters.Parameters;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.user.session.AccessTokens;
import io.rookery.user.session.TokenEntity;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-up through an application. */
@RestController
final class SignUpController {

    private final SignUps signUps;
    private final AccessTokens tokens;

    SignUpController(SignUps signUps, AccessTokens tokens) {
        this.signUps = signUps;
        this.tokens = tokens;
    }

    @PostMapping("/api/v1/accounts")
    ResponseEntity<TokenEntity> signUp(
            Caller caller, Parameters parameters, RequestIdentity identity) {
        caller.require(Scope.WRITE_ACCOUNTS);
        SignUpRequest request = SignUpRequest.of(parameters, caller.clientId(), identity.key());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(tokens.entity(signUps.signUp(request, caller.clientId())));
    }
}
