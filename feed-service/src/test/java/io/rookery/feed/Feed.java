package io.rookery.feed;

import io.rookery.feed.account.FakeUserService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two instances of feed-service on two shards, started once for all tests that use them. Each test
 * creates its own accounts.
 */
public final class Feed implements AutoCloseable {

    private final AtomicInteger accounts = new AtomicInteger();
    private final Path directory;
    private final TwoShards shards;
    public final FakeUserService users = new FakeUserService();
    public final FeedInstance one;
    public final FeedInstance other;

    private Feed() throws IOException {
        directory = Files.createTempDirectory("feed");
        shards = TwoShards.start(directory);
        one = FeedInstance.start(shards, users);
        other = FeedInstance.start(shards, users);
    }

    /** Creates an account on the first shard. */
    public long onFirstShard() {
        return users.addIn(TwoShards.FIRST, "first" + accounts.incrementAndGet());
    }

    /** Creates an account on the second shard. */
    public long onSecondShard() {
        return users.addIn(TwoShards.SECOND, "second" + accounts.incrementAndGet());
    }

    /** Returns the two instances alternately. */
    public FeedInstance instance(int turn) {
        return turn % 2 == 0 ? one : other;
    }

    public TwoShards shards() {
        return shards;
    }

    /** Runs the work several times concurrently, and returns the results in order. */
    public static <T> List<T> atOnce(int times, IntFunction<T> work) {
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int number = i;
            all.add(() -> work.apply(number));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(all)) {
                results.add(result.get());
            }
            return results;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        one.close();
        other.close();
        shards.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JUnit extension that passes the feed to tests. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Feed.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(Start.class, _ -> new Start(), Start.class)
                    .feed();
        }
    }

    /** Starts the feed once and keeps the failure, so that it is not tried again. */
    private static final class Start implements AutoCloseable {

        private @Nullable Feed feed;
        private @Nullable Exception failure;

        Start() {
            try {
                feed = new Feed();
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
        }

        Feed feed() {
            if (feed == null) {
                throw new IllegalStateException("The feed could not be started", failure);
            }
            return feed;
        }

        @Override
        public void close() {
            if (feed != null) {
                feed.close();
            }
        }
    }
}
