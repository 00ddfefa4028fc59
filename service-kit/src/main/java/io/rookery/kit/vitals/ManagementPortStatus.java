package io.rookery.kit.vitals;

import io.rookery.kit.identity.PeerVerifier;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves the status of the instance on a separate management port, which is not open to the
 * outside.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPortStatus {

    @Bean
    ServletRegistrationBean<InstanceStatusServlet> managementVitalsServlet(
            PeerVerifier peers, InstanceStatusCollector signs, JsonMapper json) {
        return InstanceStatusAutoConfiguration.registration(peers, signs, json);
    }
}
