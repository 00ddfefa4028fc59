package io.rookery.storage.placement.move;

import io.rookery.shard.map.Shard;
import io.rookery.shard.map.ShardMap;
import io.rookery.shard.map.ShardMapStore;
import io.rookery.shard.map.ShardMapStoreException;
import io.rookery.shard.map.ShardState;
import io.rookery.shard.map.VersionedShardMap;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.storage.StorageSettings;
import io.rookery.storage.leadership.Leadership;
import io.rookery.storage.placement.balance.WeightedShard;
import io.rookery.storage.placement.move.MoveStore.MoveStoreException;
import io.rookery.storage.placement.move.MoveStore.VersionedControl;
import io.rookery.storage.placement.move.MoveStore.VersionedMove;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Begins the moves that even out the load, and takes their steps, while this instance leads. */
final class MoveLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MoveLoop.class);

    /** Pause after a failure that a round itself does not handle. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final MoveStore store;
    private final ShardMapStore maps;
    private final LostMoves lost;
    private final MoveScheduler scheduler;
    private final MoveDriver driver;
    private final Leadership leadership;
    private final StorageSettings settings;
    private final Supplier<String> ids;
    private final Thread rounds = WorkerThread.of("moves", PAUSE, this::run);
    private volatile boolean running;

    /**
     * @param ids gives each new move its id
     */
    MoveLoop(
            MoveStore store,
            ShardMapStore maps,
            LostMoves lost,
            MoveScheduler scheduler,
            MoveDriver driver,
            Leadership leadership,
            StorageSettings settings,
            Supplier<String> ids) {
        this.ids = ids;
        this.store = store;
        this.maps = maps;
        this.lost = lost;
        this.scheduler = scheduler;
        this.driver = driver;
        this.leadership = leadership;
        this.settings = settings;
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
     * Takes a step of each move.
     *
     * @return how long to wait before the next round
     */
    private Duration round() {
        if (!leadership.isHeld()) {
            driver.forget();
            return settings.interval();
        }
        try {
            VersionedControl control = store.control();
            boolean paused = control.control().paused();
            if (!control.control().restored()) {
                restore(control);
            } else if (!paused) {
                begin(control);
            }
            List<VersionedMove> moves = store.moves();
            driver.keepOnly(moves.stream().map(each -> each.move().id()).toList());
            removeDrained(moves.stream().map(VersionedMove::move).toList());
            if (moves.isEmpty()) {
                return settings.interval();
            }
            boolean due = false;
            for (VersionedMove each : moves) {
                due |= leadership.isHeld() && driver.step(each, paused);
            }
            return due ? Duration.ZERO : settings.interval();
        } catch (MoveStoreException | ShardMapStoreException e) {
            log.warn("Moves have to wait: {}.", e.getMessage());
            return settings.interval();
        }
    }

    private void restore(VersionedControl control) {
        try {
            lost.restore();
            store.compareAndSet(control.control().afterRestoration(), control.version());
        } catch (ShardUnavailableException e) {
            log.warn("No move begins until all shards have answered: {}.", e.getMessage());
        }
    }

    /** Begins the next moves towards an even load, until the load has been even once. */
    private void begin(VersionedControl control) {
        ShardMap map = maps.read().map(VersionedShardMap::map).orElse(null);
        if (map == null || !isSettled(map)) {
            return;
        }
        String wanted = MoveControl.balanceOf(map);
        if (wanted.equals(control.control().balanced()) || wanted.isEmpty()) {
            return;
        }
        List<WeightedShard> receivers =
                map.shards().stream()
                        .filter(shard -> shard.state() == ShardState.ACTIVE)
                        .map(shard -> new WeightedShard(shard.name(), shard.weight()))
                        .toList();
        List<Move> present = store.moves().stream().map(VersionedMove::move).toList();
        List<Move> next = scheduler.next(receivers, map.assignment(), present, ids);
        next.forEach(store::create);
        if (next.isEmpty() && present.stream().allMatch(Move::hasSwitched)) {
            store.compareAndSet(control.control().balanced(wanted), control.version());
        }
    }

    /** Removes the shards that are drained and no longer declared. */
    private void removeDrained(List<Move> unfinished) {
        VersionedShardMap present = maps.read().orElse(null);
        if (present == null) {
            return;
        }
        ShardMap map = present.map();
        List<Shard> left =
                map.shards().stream()
                        .filter(shard -> isDeclared(shard) || isInUse(map, shard, unfinished))
                        .toList();
        if (left.size() < map.shards().size()
                && maps.compareAndSet(map.withShards(left), present.version())) {
            log.info("The shards are now {}.", left.stream().map(Shard::name).toList());
        }
    }

    private boolean isDeclared(Shard shard) {
        return settings.shards().stream().anyMatch(one -> one.name().equals(shard.name()));
    }

    private static boolean isInUse(ShardMap map, Shard shard, List<Move> unfinished) {
        return shard.state() != ShardState.DRAINING
                || !map.slotsOf(shard.name()).isEmpty()
                || unfinished.stream().anyMatch(move -> move.isBetween(shard.name()));
    }

    /** Whether every slot has an owner, and every shard is as it will be. */
    private static boolean isSettled(ShardMap map) {
        return map.isComplete()
                && map.shards().stream().noneMatch(shard -> shard.state() == ShardState.JOINING);
    }
}
