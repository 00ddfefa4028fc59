package io.rookery.launcher.cluster;

import org.jspecify.annotations.Nullable;

/** The cluster cannot do what was asked; the message is one sentence for whoever asked. */
public final class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClusterException(String sentence) {
        super(sentence);
    }

    public ClusterException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
