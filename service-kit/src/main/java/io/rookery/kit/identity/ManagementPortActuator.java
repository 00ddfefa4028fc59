package io.rookery.kit.identity;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Registers the {@link ActuatorFilter} on a separate management port. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPortActuator {

    @Bean
    FilterRegistrationBean<ActuatorFilter> managementActuatorFilter(
            PeerVerifier peers, IdentitySettings settings) {
        return ActuatorFilter.registration(peers, settings);
    }
}
