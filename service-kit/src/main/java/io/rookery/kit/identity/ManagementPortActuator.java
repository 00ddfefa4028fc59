package io.rookery.kit.identity;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** The same on a management port apart. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPortActuator {

    @Bean
    FilterRegistrationBean<ActuatorFilter> managementActuatorFilter(
            PeerVerifier peers, IdentitySettings settings) {
        return ActuatorFilter.registration(peers, settings);
    }
}
