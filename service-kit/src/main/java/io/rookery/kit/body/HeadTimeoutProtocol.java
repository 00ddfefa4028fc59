package io.rookery.kit.body;

import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP/1.1 protocol, with a timeout for the request head. */
public class HeadTimeoutProtocol extends Http11NioProtocol {

    private Duration patience = Duration.ofSeconds(10);

    /** Called by Tomcat, which knows only the class name. */
    public HeadTimeoutProtocol() {}

    void setPatience(Duration patience) {
        this.patience = patience;
    }

    @Override
    protected Processor createProcessor() {
        return new HeadTimeoutProcessor(this, patience);
    }
}
