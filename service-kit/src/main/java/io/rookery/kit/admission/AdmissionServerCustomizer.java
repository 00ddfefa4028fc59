package io.rookery.kit.admission;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Puts the door and the limit before the web application. */
final class AdmissionServerCustomizer
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final Door door;
    private final AdmissionValve valve;

    AdmissionServerCustomizer(Door door, AdmissionValve valve) {
        this.door = door;
        this.valve = valve;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addEngineValves(valve);
        server.addProtocolHandlerCustomizers(protocol -> protocol.setExecutor(door));
    }

    /** After Boot's own choice of an executor. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
