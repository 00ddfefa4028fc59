package io.rookery.feed.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of one command of a {@link Pipeline}, available once the pipeline has been sent. Not
 * thread-safe.
 */
public final class CommandResult<T> {

    private final int slot;
    private final @Nullable Script script;
    private final CommandArgs<String, byte[]> args;
    private final Supplier<CommandOutput<String, byte[], T>> output;
    private CommandType type;
    private CommandArgs<String, byte[]> sent;
    private @Nullable AsyncCommand<String, byte[], T> command;
    private @Nullable Throwable failure;

    /**
     * @param script null when the command is not a script
     * @param args the command's arguments; for a script without its source or hash
     */
    CommandResult(
            int slot,
            CommandType type,
            @Nullable Script script,
            CommandArgs<String, byte[]> args,
            Supplier<CommandOutput<String, byte[], T>> output) {
        this.slot = slot;
        this.type = type;
        this.script = script;
        this.args = args;
        this.output = output;
        this.sent =
                script == null
                        ? args
                        : new CommandArgs<>(RedisPipelineClient.CODEC)
                                .add(script.sha())
                                .addAll(args);
    }

    /**
     * Returns the reply, or null when Redis has no value.
     *
     * @throws RedisUnavailableException when there was no reply, or an error
     */
    public @Nullable T getOrNull() {
        if (failure != null || command == null || !command.isDone()) {
            throw new RedisUnavailableException("Redis does not answer", failure);
        }
        return command.resultNow();
    }

    /**
     * Returns the reply of a command that always has one.
     *
     * @throws RedisUnavailableException when there was no reply, or an error
     */
    public T get() {
        T value = getOrNull();
        if (value == null) {
            throw new RedisUnavailableException("Redis returned no value", null);
        }
        return value;
    }

    public boolean isFailed() {
        return failure != null;
    }

    /**
     * Whether the node refused the command, or the command was not sent because the node is known
     * to refuse writes. Redis is unchanged in both cases.
     */
    public boolean isRefused() {
        return failure instanceof RedisCommandExecutionException
                || (failure instanceof RedisUnavailableException unavailable
                        && unavailable.isRefusal());
    }

    int slot() {
        return slot;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    /** Creates the Lettuce command to send, in place of an earlier one. */
    AsyncCommand<String, byte[], T> command() {
        failure = null;
        AsyncCommand<String, byte[], T> made =
                new AsyncCommand<>(new Command<>(type, output.get(), sent));
        command = made;
        return made;
    }

    /** Records the outcome of the command. A command without a reply by now is cancelled. */
    void settle() {
        AsyncCommand<String, byte[], T> made = command;
        if (made == null || failure != null) {
            return;
        }
        if (!made.isDone()) {
            made.cancel();
            failure = new RedisUnavailableException("Redis did not answer in time", null);
        } else if (made.isCompletedExceptionally()) {
            failure = made.exceptionNow();
        } else if (made.isCancelled()) {
            failure = new RedisUnavailableException("The command was cancelled", null);
        }
    }

    /** Sends the source of the script from now on: a node does not have it cached. */
    void sendScriptWhole() {
        if (script != null) {
            type = CommandType.EVAL;
            sent = new CommandArgs<>(RedisPipelineClient.CODEC).add(script.source()).addAll(args);
        }
    }
}
