package io.rookery.acceptance.scenario;

import io.rookery.acceptance.fault.Faults;
import io.rookery.launcher.cluster.ClusterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks, several times a second, at who takes writes in each shard: never two at once. */
final class Observer implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final Faults.Platform platform;
    private final Set<String> violations = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();

    private Observer(Faults.Platform platform) {
        this.platform = platform;
    }

    /** Looks until it is closed. */
    static Observer start(Faults.Platform platform) {
        Observer observer = new Observer(platform);
        for (String shard : platform.cluster().shards()) {
            observer.threads.add(
                    Thread.ofVirtual()
                            .name("observer-of-" + shard)
                            .start(() -> observer.watch(shard)));
        }
        return observer;
    }

    private void watch(String shard) {
        try {
            while (true) {
                look(shard);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void look(String shard) throws InterruptedException {
        try {
            List<String> writable = platform.cluster().writers(shard);
            if (writable.size() > 1) {
                violations.add(shard + " had two writable primaries: " + writable + ".");
            }
        } catch (ClusterException _) {
            // Between a power cut and the new start there is nobody to ask.
        }
    }

    /** One sentence for each promise that was seen broken. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
