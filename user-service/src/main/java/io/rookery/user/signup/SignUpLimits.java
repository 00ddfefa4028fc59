package io.rookery.user.signup;

import io.rookery.user.throttle.AddressLimit;
import io.rookery.user.throttle.ClientAddress;
import org.springframework.stereotype.Component;

/** How many accounts may be made, from one address and by everybody, whichever way they are. */
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
     * Counts one.
     *
     * @throws io.rookery.user.throttle.TooManyRequestsException when there were too many
     */
    void use(ClientAddress address) {
        perAddress.use(address);
        total.use(EVERYBODY);
    }
}
