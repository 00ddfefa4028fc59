package io.rookery.user.signup;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.user.password.PasswordRules;
import io.rookery.user.session.AccessTokens;
import io.rookery.user.session.RequestKey;
import io.rookery.user.session.TokenEntity;
import io.rookery.user.throttle.ClientAddress;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API for sign-up through an application. */
@RestController
final class SignUpController {

    private final SignUps signUps;
    private final AccessTokens tokens;
    private final PasswordRules rules;
    private final SignUpLimits limits;

    SignUpController(
            SignUps signUps, AccessTokens tokens, PasswordRules rules, SignUpLimits limits) {
        this.signUps = signUps;
        this.tokens = tokens;
        this.rules = rules;
        this.limits = limits;
    }

    @PostMapping("/api/v1/accounts")
    ResponseEntity<TokenEntity> signUp(
            Caller caller, Parameters parameters, RequestIdentity identity, ClientAddress address) {
        caller.require(Scope.WRITE_ACCOUNTS);
        limits.use(address);
        SignUpRequest request =
                SignUpRequest.of(parameters, rules, caller.clientId(), RequestKey.of(identity));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(tokens.entity(signUps.signUp(request, caller.clientId(), address)));
    }
}
