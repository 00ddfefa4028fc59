package io.rookery.feed.cache;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a command of a {@link Pipeline} gave, once the pipeline has been sent. */
public final class Reply<T> {

    private final int slot;
    private final @Nullable Script script;
    private final CommandArgs<String, byte[]> args;
    private final Supplier<CommandOutput<String, byte[], T>> output;
    private CommandType type;
    private CommandArgs<String, byte[]> sent;
    private @Nullable AsyncCommand<String, byte[], T> command;
    private @Nullable Throwable failure;

    /**
     * @param script null for anything else than a script, whose arguments here begin after its name
     */
    Reply(
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
                        : new CommandArgs<>(RedisCluster.CODEC).add(script.sha()).addAll(args);
    }

    /**
     * The answer; null where Redis has none.
     *
     * @throws RedisUnavailableException when there was no answer
     */
    public @Nullable T getOrNull() {
        if (failure != null || command == null || !command.isDone()) {
            throw new RedisUnavailableException("Redis does not answer", failure);
        }
        return command.resultNow();
    }

    /**
     * The answer of a command that always has one.
     *
     * @throws RedisUnavailableException when there was no answer
     */
    public T get() {
        T value = getOrNull();
        if (value == null) {
            throw new RedisUnavailableException("Redis gave no value", null);
        }
        return value;
    }

    public boolean isFailed() {
        return failure != null;
    }

    /** Whether Redis has said, now or lately, that it will not do it; nothing has changed then. */
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

    /** A command that can be sent; the one made before, if any, is forgotten. */
    AsyncCommand<String, byte[], T> command() {
        failure = null;
        AsyncCommand<String, byte[], T> made =
                new AsyncCommand<>(new Command<>(type, output.get(), sent));
        command = made;
        return made;
    }

    /** Takes note of how the command ended; one that has not ended is given up. */
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

    /** From now on the script goes out whole: a node does not know it yet. */
    void sendScriptWhole() {
        if (script != null) {
            type = CommandType.EVAL;
            sent = new CommandArgs<>(RedisCluster.CODEC).add(script.source()).addAll(args);
        }
    }
}
