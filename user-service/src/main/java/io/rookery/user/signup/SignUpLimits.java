package io.rookery.user.signup;

import io.rookery.user.throttle.AddressLimit;
import io.rookery.user.throttle.ClientAddress;
import org.springframework.stereotype.Component;

/** Rate limits of sign-ups, per client address and in total, for the API and the page together. */
@Component
final class SignUpLimits {

    private static final ClientAddress EVERYBODY = new ClientAddress("everybody");

    private final AddressLimit perAddress;
    private final AddressLimit total;

    SignUpLimits(SignUpSettings settings) {
        this.perAddress = new AddressLimit(settings.perAddress(), settings.window());
        this.total = new AddressLimit(settings.total(), settings.window());
    }

    /**
     * Counts a sign-up.
     *
     * @throws io.rookery.user.throttle.TooManyRequestsException when a limit is exceeded
     */
    void use(ClientAddress address) {
        perAddress.use(address);
        total.use(EVERYBODY);
    }
}
