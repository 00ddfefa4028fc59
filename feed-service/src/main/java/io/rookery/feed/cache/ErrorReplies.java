package io.rookery.feed.cache;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an error that Redis answers with says about the node that answers. */
final class ErrorReplies {

    /** Redirections, and what is the command's own fault. */
    private static final Set<String> OF_THE_COMMAND =
            Set.of("MOVED", "ASK", "NOSCRIPT", "WRONGTYPE", "CROSSSLOT", "EXECABORT", "ERR");

    /** The node does not do anything for anybody at present. */
    private static final Set<String> OF_ANY_COMMAND =
            Set.of("LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "NOAUTH", "WRONGPASS", "NOPERM");

    private ErrorReplies() {}

    /** Whether the node cannot do what it is there for; its silence and its errors count alike. */
    static boolean isOfTheNode(@Nullable Throwable failure) {
        return failure != null
                && (!(failure instanceof RedisCommandExecutionException)
                        || !OF_THE_COMMAND.contains(word(failure)));
    }

    /** Whether the node answers and takes no writes, so that what it has grows old. */
    static boolean isRefusalOfWrites(@Nullable Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && isOfTheNode(failure)
                && !OF_ANY_COMMAND.contains(word(failure));
    }

    /** The word with which Redis begins an error. */
    static String word(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) {
            return "";
        }
        int end = message.indexOf(' ');
        return end < 0 ? message : message.substring(0, end);
    }
}
