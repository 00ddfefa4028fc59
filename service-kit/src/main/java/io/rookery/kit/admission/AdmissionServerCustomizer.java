package io.rookery.kit.admission;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Installs the {@link EntryGate} and the {@link AdmissionValve} in Tomcat. */
final class AdmissionServerCustomizer
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final EntryGate gate;
    private final AdmissionValve valve;

    AdmissionServerCustomizer(EntryGate gate, AdmissionValve valve) {
        this.gate = gate;
        this.valve = valve;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addEngineValves(valve);
        server.addProtocolHandlerCustomizers(protocol -> protocol.setExecutor(gate));
    }

    /** Runs after Spring Boot has set its own executor. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
