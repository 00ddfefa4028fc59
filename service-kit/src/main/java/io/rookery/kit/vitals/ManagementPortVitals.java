package io.rookery.kit.vitals;

import io.rookery.kit.identity.PeerVerifier;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** The vitals on a management port apart, which is not open to the outside. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPortVitals {

    @Bean
    ServletRegistrationBean<VitalsServlet> managementVitalsServlet(
            PeerVerifier peers, VitalSigns signs, JsonMapper json) {
        return VitalsAutoConfiguration.registration(peers, signs, json);
    }
}
