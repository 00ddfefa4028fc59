package io.rookery.shard.postgres;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** The engine that runs containers; a machine may have none. */
public final class DockerEngine {

    /** Why a test on containers is skipped. */
    public static final String ABSENT =
            "Skipped on containers, as no Docker engine answers here; the same contract runs on the launcher's servers";

    private static final Logger LOG = LoggerFactory.getLogger(DockerEngine.class);

    private DockerEngine() {}

    /** Whether there is one; if not, it is said why tests are skipped. */
    public static boolean answers() {
        boolean answers = DockerClientFactory.instance().isDockerAvailable();
        if (!answers) {
            LOG.warn(ABSENT);
        }
        return answers;
    }
}
