package io.rookery.storage.placement;

import io.rookery.kit.thread.LastingWork;
import io.rookery.shard.map.ShardMapStoreException;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.storage.StorageSettings;
import io.rookery.storage.leadership.Leadership;
import io.rookery.storage.placement.SlotLedger.StaleEpochException;
import io.rookery.storage.placement.StepExecutor.LeadershipLostException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The loop of the control plane: observe, decide, act, and say it in one sentence. Only the leader
 * does so; every other instance looks on. A failure of any kind leads to another round.
 */
final class ShardMapKeeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ShardMapKeeper.class);

    /** After a failure that even a round does not foresee. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PlatformObserver observer;
    private final ShardMapPlanner planner;
    private final StepExecutor executor;
    private final Leadership leadership;
    private final StorageSettings settings;
    private final Thread rounds = LastingWork.thread("shard-map-keeper", PAUSE, this::run);
    private volatile boolean running;
    private volatile String sentence = "Starting.";

    ShardMapKeeper(
            PlatformObserver observer,
            ShardMapPlanner planner,
            StepExecutor executor,
            Leadership leadership,
            StorageSettings settings) {
        this.observer = observer;
        this.planner = planner;
        this.executor = executor;
        this.leadership = leadership;
        this.settings = settings;
    }

    /** What came of the latest round. */
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
        LastingWork.end(rounds);
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

    /** One round; says how long to wait for the next one. */
    private Duration round() {
        if (!leadership.isHeld()) {
            say("This instance does not lead; it stands by.");
            return settings.interval();
        }
        try {
            StepExecutor.Outcome outcome = executor.carryOut(planner.next(observer.observe()));
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
