package io.rookery.shard.postgres;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** The Docker engine that runs containers; a machine may have none. */
public final class DockerEngine {

    /** Why a test on containers is skipped. */
    public static final String ABSENT =
            "Skipped on containers, as there is no Docker engine here that can run them; the same contract runs on the launcher's servers";

    private static final Logger LOG = LoggerFactory.getLogger(DockerEngine.class);

    private DockerEngine() {}

    /** Whether there is an engine; if not, logs why tests are skipped. */
    public static boolean answers() {
        try {
            DockerClientFactory.instance().client();
            return true;
        } catch (RuntimeException unusable) {
            // There is no engine, or it cannot run the clean-up container of Testcontainers.
            LOG.warn("{} ({})", ABSENT, unusable.getMessage());
            return false;
        }
    }
}
