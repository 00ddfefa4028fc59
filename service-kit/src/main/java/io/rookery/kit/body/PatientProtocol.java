package io.rookery.kit.body;

import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP, with an end to the patience for a request's head. */
public class PatientProtocol extends Http11NioProtocol {

    private Duration patience = Duration.ofSeconds(10);

    /** Tomcat makes it by its name. */
    public PatientProtocol() {}

    void setPatience(Duration patience) {
        this.patience = patience;
    }

    @Override
    protected Processor createProcessor() {
        return new PatientProcessor(this, patience);
    }
}
