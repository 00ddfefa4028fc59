package io.rookery.feed.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classifies errors by what they say about the node that they concern. */
final class ErrorReplies {

    /** Redirects, and errors of the command itself. */
    private static final Set<String> OF_THE_COMMAND =
            Set.of("MOVED", "ASK", "NOSCRIPT", "WRONGTYPE", "CROSSSLOT", "EXECABORT", "ERR");

    /** Errors that the node answers to every command at present, reads included. */
    private static final Set<String> OF_ANY_COMMAND =
            Set.of("LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "NOAUTH", "WRONGPASS", "NOPERM");

    private ErrorReplies() {}

    /** Whether the failure is one of the node. A missing answer counts like an error reply. */
    static boolean isOfTheNode(@Nullable Throwable failure) {
        return failure != null
                && (!(failure instanceof RedisCommandExecutionException)
                        || !OF_THE_COMMAND.contains(word(failure)));
    }

    /** Whether the node answers but refuses writes, so that its data becomes stale. */
    static boolean isRefusalOfWrites(@Nullable Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && isOfTheNode(failure)
                && !OF_ANY_COMMAND.contains(word(failure));
    }

    /** The error code, which is the first word of a Redis error. */
    static String word(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) {
            return "";
        }
        int end = message.indexOf(' ');
        return end < 0 ? message : message.substring(0, end);
    }
}
