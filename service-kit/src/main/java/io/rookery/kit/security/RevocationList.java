package io.rookery.kit.security;

import io.rookery.kit.security.RevocationSource.Revocations;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the revoked tokens in memory. Polls the source every second for new ones, and keeps those
 * that it has while the source does not answer. For a shard that has not answered since the start,
 * it cannot decide whether a token of one of its slots is revoked.
 */
public final class RevocationList implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RevocationList.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int PAGE = 10_000;

    /** How long readiness waits for the first answer of a shard. Longer than a failover takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RevocationSource source;
    private final RevokedIds tokenIds = new RevokedIds();
    private final Thread poller = WorkerThread.of("revocations", INTERVAL, this::poll);
    private final Duration patience;
    private volatile boolean loaded;
    private volatile UnreadSlots unknown = UnreadSlots.NONE;
    private volatile long firstLoaded;
    private volatile boolean closed;

    public RevocationList(RevocationSource source) {
        this(source, PATIENCE);
    }

    RevocationList(RevocationSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    public void start() {
        poller.start();
    }

    public boolean contains(long tokenId) {
        return tokenIds.contains(tokenId);
    }

    /**
     * Revokes a token. Takes effect here immediately, and in other instances as soon as they read
     * it from their source.
     */
    public void add(long tokenId) {
        tokenIds.add(tokenId);
    }

    /** Whether it is unknown if the token is revoked, because its shard has not answered yet. */
    public boolean isUnknown(long tokenId) {
        UnreadSlots unread = unknown;
        return !unread.isNone() && unread.areOf(tokenId);
    }

    /**
     * Whether all revocations from before the start are known. Shards that have not answered for
     * long enough do not count: a shard that is down must not stop the instance from serving the
     * others.
     */
    public boolean isLoaded() {
        return loaded
                && (unknown.isNone() || System.nanoTime() - firstLoaded >= patience.toNanos());
    }

    @Override
    public void close() {
        closed = true;
        poller.interrupt();
    }

    private void poll() throws InterruptedException {
        String cursor = "";
        boolean failing = false;
        while (true) {
            try {
                cursor = readFrom(cursor);
                failing = false;
            } catch (RuntimeException e) {
                if (!failing && !closed) {
                    sayWhyNot(e);
                }
                failing = true;
            }
            Thread.sleep(INTERVAL);
        }
    }

    /** Logs no warning before the first load: user-service may still be starting. */
    private void sayWhyNot(RuntimeException failure) {
        if (loaded) {
            log.warn(
                    "Revocations cannot be read ({}); known ones stay in force. Retrying.",
                    failure.toString());
        } else {
            log.info("Waiting for the revoked tokens; no request is served without them.");
        }
    }

    private String readFrom(String cursor) {
        String at = cursor;
        UnreadSlots unread = UnreadSlots.NONE;
        while (true) {
            Revocations page = source.after(at, PAGE);
            tokenIds.addAll(page.tokenIds());
            unread = unread.or(page.unread());
            if (!page.more() || page.cursor().equals(at)) {
                note(unread);
                return page.cursor();
            }
            at = page.cursor();
        }
    }

    private void note(UnreadSlots unread) {
        UnreadSlots before = unknown;
        UnreadSlots now = loaded ? before.stillIn(unread) : unread;
        if (!now.isNone() && (!loaded || now.size() < before.size())) {
            log.warn(
                    "Revocations of {} slots cannot be read; tokens of these slots get 503.",
                    now.size());
        }
        unknown = now;
        if (!loaded) {
            firstLoaded = System.nanoTime();
            loaded = true;
        }
    }
}
