package io.rookery.kit.body;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Installs the {@link BodyValve} and the {@link HeadTimeoutProtocol} in Tomcat. */
final class BodyServerCustomizer
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final BodyValve valve;
    private final BodySettings settings;

    BodyServerCustomizer(BodyValve valve, BodySettings settings) {
        this.valve = valve;
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setProtocol(HeadTimeoutProtocol.class.getName());
        server.addEngineValves(valve);
        // Tomcat parses the forms of all these methods, and reports those that it cannot parse.
        server.addConnectorCustomizers(
                connector -> connector.setParseBodyMethods("POST,PUT,PATCH,DELETE"));
        server.addProtocolHandlerCustomizers(protocol -> {
            if (protocol instanceof HeadTimeoutProtocol patient) {
                patient.setPatience(settings.head());
                patient.setMaxHeaderCount(settings.headers());
                patient.setConnectionTimeout(Math.toIntExact(settings.silence().toMillis()));
            }
        });
    }

    /** Runs just before the customizer that installs admission. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }
}
