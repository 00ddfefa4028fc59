package io.rookery.gateway.door;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** Installs {@link CrossOrigin} before everything that refuses requests. */
@Component
final class CrossOriginServerCustomizer
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addEngineValves(new CrossOrigin());
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
