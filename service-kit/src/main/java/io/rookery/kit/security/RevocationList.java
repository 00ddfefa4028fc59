package io.rookery.kit.security;

import io.rookery.kit.security.RevocationSource.Revocations;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that must no longer be honoured, in memory. Learns of new ones by asking the source
 * every second, and keeps what it has while the source does not answer.
 */
public final class RevocationList implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RevocationList.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int PAGE = 10_000;

    private final RevocationSource source;
    private final Set<Long> tokenIds = ConcurrentHashMap.newKeySet();
    private final Thread poller = Thread.ofVirtual().name("revocations").unstarted(this::poll);
    private volatile boolean loaded;
    private volatile boolean closed;

    public RevocationList(RevocationSource source) {
        this.source = source;
    }

    public void start() {
        poller.start();
    }

    public boolean contains(long tokenId) {
        return tokenIds.contains(tokenId);
    }

    /** Takes effect here at once; everywhere else as soon as they hear of it from the source. */
    public void add(long tokenId) {
        tokenIds.add(tokenId);
    }

    /** Whether all that was revoked before the start is known. */
    public boolean isLoaded() {
        return loaded;
    }

    @Override
    public void close() {
        closed = true;
        poller.interrupt();
    }

    private void poll() {
        String cursor = "";
        boolean failing = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                cursor = readFrom(cursor);
                loaded = true;
                failing = false;
            } catch (RuntimeException e) {
                if (!failing && !closed) {
                    sayWhyNot(e);
                }
                failing = true;
            }
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Before the first load nothing is wrong: user-service may still be starting. */
    private void sayWhyNot(RuntimeException failure) {
        if (loaded) {
            log.warn(
                    "Revoked tokens cannot be read ({}); the known ones stay refused, and reading goes on.",
                    failure.toString());
        } else {
            log.info("Waits for the revoked tokens; no request is served before they are known.");
        }
    }

    private String readFrom(String cursor) {
        String at = cursor;
        while (true) {
            Revocations page = source.after(at, PAGE);
            tokenIds.addAll(page.tokenIds());
            if (page.tokenIds().size() < PAGE || page.cursor().equals(at)) {
                return page.cursor();
            }
            at = page.cursor();
        }
    }
}
