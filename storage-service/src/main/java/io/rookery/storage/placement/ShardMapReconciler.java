package io.rookery.storage.placement;

import io.rookery.shard.map.ShardMapStoreException;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.storage.StorageSettings;
import io.rookery.storage.leadership.Leadership;
import io.rookery.storage.placement.PlacementStepExecutor.LeadershipLostException;
import io.rookery.storage.placement.SlotLedger.StaleEpochException;
import io.rookery.worker.WorkerThread;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The entry point of placement: decides which shard owns which slots, and publishes it as the shard
 * map. Each round observes what is declared, published, migrated and owned, plans one step towards
 * a complete map, and executes it. Steps let declared shards join, activate shards that every
 * required service has migrated, and give each slot an owner; a map that ZooKeeper has lost is
 * restored from the ledgers of the shards. A ledger is written before the map is published, and
 * only the leader does either: all other instances stand by. After a failure of any kind the map
 * stays as it is, and another round follows.
 */
final class ShardMapReconciler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ShardMapReconciler.class);

    /** Pause after a failure that a round itself does not handle. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PlacementObserver observer;
    private final ShardMapPlanner planner;
    private final PlacementStepExecutor executor;
    private final Leadership leadership;
    private final StorageSettings settings;
    private final Thread rounds = WorkerThread.of("shard-map-keeper", PAUSE, this::run);
    private volatile boolean running;
    private volatile String sentence = "Starting.";

    ShardMapReconciler(
            PlacementObserver observer,
            ShardMapPlanner planner,
            PlacementStepExecutor executor,
            Leadership leadership,
            StorageSettings settings) {
        this.observer = observer;
        this.planner = planner;
        this.executor = executor;
        this.leadership = leadership;
        this.settings = settings;
    }

    /** The outcome of the latest round, in one sentence. */
    String sentence() {
        return sentence;
    }

    @Override
    public void start() {
        running = true;
        rounds.start();
    }

    @Override
    public void stop() {
        running = false;
        WorkerThread.end(rounds);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() throws InterruptedException {
        while (running) {
            Thread.sleep(round());
        }
    }

    /**
     * Runs one round.
     *
     * @return how long to wait before the next one
     */
    private Duration round() {
        if (!leadership.isHeld()) {
            say("This instance is not the leader.");
            return settings.interval();
        }
        try {
            PlacementStepExecutor.Outcome outcome =
                    executor.carryOut(planner.next(observer.observe()));
            return switch (outcome.kind()) {
                case CHANGED -> {
                    say(outcome.sentence());
                    yield Duration.ZERO;
                }
                case WAITING -> {
                    say(outcome.sentence());
                    yield settings.interval();
                }
                case REFUSED -> {
                    refuse(outcome.sentence());
                    yield settings.interval();
                }
                case CALM -> {
                    say(outcome.sentence());
                    yield settings.calmInterval();
                }
            };
        } catch (ShardMapStoreException
                | ShardUnavailableException
                | UncheckedIOException
                | StaleEpochException
                | LeadershipLostException e) {
            complain("%s; the shard map is left as it is.".formatted(e.getMessage()));
        } catch (RuntimeException e) {
            fail("The shard map is left as it is, after an unexpected failure: " + e + ".", e);
        }
        return settings.interval();
    }

    private void say(String said) {
        if (isNews(said)) {
            log.info(said);
        }
    }

    private void refuse(String said) {
        if (isNews(said)) {
            log.error(said);
        }
    }

    private void complain(String said) {
        if (running && isNews(said)) {
            log.warn(said);
        }
    }

    private void fail(String said, RuntimeException cause) {
        if (running && isNews(said)) {
            log.error(said, cause);
        }
    }

    private boolean isNews(String said) {
        boolean news = !said.equals(sentence);
        sentence = said;
        return news;
    }
}
