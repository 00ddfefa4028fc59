package io.rookery.user.signup;

import io.rookery.kit.parameters.Parameters;
import io.rookery.kit.request.RequestIdentity;
import io.rookery.kit.security.Caller;
import io.rookery.kit.security.Scope;
import io.rookery.user.password.PasswordRules;
import io.rookery.user.session.AccessTokens;
import io.rookery.user.session.RequestKey;
import io.rookery.user.session.TokenEntity;
import io.rookery.user.throttle.AddressLimit;
import io.rookery.user.throttle.ClientAddress;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-up through an application. */
@RestController
final class SignUpController {

    private static final ClientAddress EVERYBODY = new ClientAddress("everybody");

    private final SignUps signUps;
    private final AccessTokens tokens;
    private final PasswordRules rules;
    private final AddressLimit perAddress;
    private final AddressLimit total;

    SignUpController(
            SignUps signUps, AccessTokens tokens, PasswordRules rules, SignUpSettings settings) {
        this.signUps = signUps;
        this.tokens = tokens;
        this.rules = rules;
        this.perAddress = new AddressLimit(settings.perAddress(), settings.window());
        this.total = new AddressLimit(settings.total(), settings.window());
    }

    @PostMapping("/api/v1/accounts")
    ResponseEntity<TokenEntity> signUp(
            Caller caller, Parameters parameters, RequestIdentity identity, ClientAddress address) {
        caller.require(Scope.WRITE_ACCOUNTS);
        perAddress.use(address);
        total.use(EVERYBODY);
        SignUpRequest request =
                SignUpRequest.of(parameters, rules, caller.clientId(), RequestKey.of(identity));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(tokens.entity(signUps.signUp(request, caller.clientId(), address)));
    }
}
