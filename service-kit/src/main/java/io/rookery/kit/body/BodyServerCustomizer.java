package io.rookery.kit.body;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Has bodies read before requests are taken. */
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
        server.setProtocol(PatientProtocol.class.getName());
        server.addEngineValves(valve);
        // One reader of forms for all methods, which says what it cannot read.
        server.addConnectorCustomizers(
                connector -> connector.setParseBodyMethods("POST,PUT,PATCH,DELETE"));
        server.addProtocolHandlerCustomizers(protocol -> {
            if (protocol instanceof PatientProtocol patient) {
                patient.setPatience(settings.head());
                patient.setMaxHeaderCount(settings.headers());
                patient.setConnectionTimeout(Math.toIntExact(settings.silence().toMillis()));
            }
        });
    }

    /** Just before admission. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }
}
