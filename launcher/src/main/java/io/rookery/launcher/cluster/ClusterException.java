package io.rookery.launcher.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the cluster cannot do what was requested. The message is one sentence for the caller.
 */
public final class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClusterException(String sentence) {
        super(sentence);
    }

    public ClusterException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
