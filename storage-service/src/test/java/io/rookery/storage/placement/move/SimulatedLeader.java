package io.rookery.storage.placement.move;

import io.rookery.storage.placement.move.MoveObservation.Comparison;
import io.rookery.storage.placement.move.MoveObservation.Side;
import io.rookery.storage.placement.move.MoveObservation.Stream;
import io.rookery.storage.placement.move.MoveObservation.Stream.State;
import io.rookery.storage.placement.move.SimulatedNode.Change;
import io.rookery.storage.placement.move.SimulatedNode.Subscription;
import io.rookery.storage.placement.move.SimulatedPlatform.OutcomeUnknownException;
import io.rookery.storage.placement.move.SimulatedPlatform.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A leader that observes, plans and acts, each at its own time: what it does may rest on something
 * that it observed long ago.
 */
final class SimulatedLeader {
    private static final Duration MAX_LAG = Duration.ofMillis(5);
    private static final Duration OBSERVED = Duration.ofMillis(150);

    private final SimulatedPlatform platform;
    private final MovePlanner planner = new MovePlanner(MAX_LAG, OBSERVED);
    private final long session;

    private long heldTerm = -1;
    private @Nullable Move read;
    private int readVersion;
    private @Nullable MoveStep planned;
    private @Nullable SimulatedPause pause;
    private int comparedAttempt;
    private Comparison comparison = Comparison.NOT_DONE;

    SimulatedLeader(SimulatedPlatform platform, long session) {
        this.platform = platform;
        this.session = session;
    }

    boolean isBusy() {
        return planned != null || pause != null;
    }

    /** Does one thing: goes on with a switch, executes what is planned, or plans. */
    void act(Instant now) {
        try {
            if (pause != null) {
                pause = pause.proceed() ? pause : null;
            } else if (planned != null) {
                MoveStep step = planned;
                planned = null;
                execute(step, Objects.requireNonNull(read));
            } else if (platform.move != null) {
                read = platform.move;
                readVersion = platform.version;
                planned = planner.next(read, observe(read, now));
            }
        } catch (OutcomeUnknownException | RefusedException e) {
            pause = null;
        }
    }

    private void execute(MoveStep step, Move move) {
        switch (step) {
            case MoveStep.RaiseTerm _ -> raiseTerm(move);
            case MoveStep.Advance advance ->
                    platform.compareAndSet(readVersion, advance.next(), () -> {});
            case MoveStep.Publish publish ->
                    platform.compareAndSet(
                            readVersion,
                            publish.next(),
                            () ->
                                    SimulatedPlatform.SLOTS.forEach(
                                            slot -> platform.map.put(slot, publish.owner())));
            case MoveStep.RemoveLeftovers _ -> removeLeftovers(move);
            case MoveStep.Reserve reserve -> reserve(reserve.direction(), move);
            case MoveStep.Subscribe subscribe -> subscribe(subscribe.direction(), move);
            case MoveStep.Unsubscribe unsubscribe -> unsubscribe(unsubscribe.direction(), move);
            case MoveStep.Compare _ -> compare(move);
            case MoveStep.GiveUp giveUp ->
                    pause = new SimulatedPause(platform, giveUp.direction(), move, session);
            case MoveStep.Take take -> take(take, move);
            case MoveStep.Return returned ->
                    change(platform.from(returned.direction()), move, SimulatedNode::own);
            case MoveStep.DeleteRows delete -> deleteRows(platform.shard(delete.shard()), move);
            case MoveStep.Finish _ -> platform.compareAndSet(readVersion, null, () -> {});
            case MoveStep.Wait _, MoveStep.Refuse _ -> {}
        }
    }

    private void raiseTerm(Move move) {
        long term = move.term() + 1;
        platform.compareAndSet(readVersion, move.inTerm(term), () -> {});
        for (SimulatedShard shard : platform.shards()) {
            platform.commit(shard, node -> node.term = Math.max(node.term, term));
        }
        heldTerm = term;
    }

    /** A transaction on a shard, which refuses it once a later leader has taken over. */
    private void change(SimulatedShard shard, Move move, Consumer<SimulatedNode> effect) {
        requireTerm(shard, move);
        platform.commit(shard, effect);
    }

    private void requireTerm(SimulatedShard shard, Move move) {
        if (shard.primary.term != move.term() && !platform.without.contains(Guard.TERM)) {
            throw new RefusedException("Another leader has taken over");
        }
    }

    private static void requireNotOwned(SimulatedShard shard) {
        if (SimulatedPlatform.ownership(shard.primary) != MoveObservation.Ownership.NONE) {
            throw new RefusedException("The shard owns the slots");
        }
    }

    private void removeLeftovers(Move move) {
        for (SimulatedShard shard : platform.shards()) {
            requireTerm(shard, move);
            shard.primary.replicationSlots.keySet().removeIf(name -> !isOf(move, name));
            platform.commit(
                    shard, node -> node.subscriptions.keySet().removeIf(name -> !isOf(move, name)));
        }
    }

    private static boolean isOf(Move move, String stream) {
        return stream.endsWith("-" + move.attempt());
    }

    private void reserve(Direction direction, Move move) {
        String name = SimulatedPlatform.stream(direction, move.attempt());
        SimulatedShard from = platform.from(direction);
        requireTerm(from, move);
        from.primary.replicationSlots.putIfAbsent(name, from.primary.log.size());
        if (direction == Direction.BACKWARD) {
            change(
                    platform.to(direction),
                    move,
                    node ->
                            node.subscriptions.putIfAbsent(
                                    name, new Subscription(false, State.STREAMING, 0)));
        }
    }

    private void subscribe(Direction direction, Move move) {
        String name = SimulatedPlatform.stream(direction, move.attempt());
        if (direction == Direction.FORWARD) {
            change(
                    platform.target,
                    move,
                    node ->
                            node.subscriptions.putIfAbsent(
                                    name, new Subscription(true, State.COPYING, 0)));
            return;
        }
        if (platform.without.contains(Guard.BACKWARD_BEFORE_TAKING)) {
            platform.target.primary.replicationSlots.computeIfPresent(
                    name, (_, _) -> platform.target.primary.log.size());
        }
        change(
                platform.source,
                move,
                node -> {
                    Subscription subscription = node.subscriptions.get(name);
                    if (subscription != null) {
                        subscription.enabled = true;
                    }
                });
    }

    private void unsubscribe(Direction direction, Move move) {
        SimulatedShard from = platform.from(direction);
        change(
                platform.to(direction),
                move,
                node ->
                        node.subscriptions
                                .keySet()
                                .removeIf(name -> name.startsWith(direction + "-")));
        requireTerm(from, move);
        from.primary.replicationSlots.keySet().removeIf(name -> name.startsWith(direction + "-"));
    }

    private void compare(Move move) {
        String name = SimulatedPlatform.stream(Direction.FORWARD, move.attempt());
        Subscription subscription = platform.target.primary.subscriptions.get(name);
        if (subscription == null
                || subscription.position < platform.source.primary.log.size()
                || platform.source.primary.isLocked(SimulatedPlatform.SLOTS)) {
            return;
        }
        boolean equal =
                SimulatedPlatform.SLOTS.stream()
                        .allMatch(slot ->
                                platform.source
                                        .primary
                                        .rowsOf(slot)
                                        .equals(platform.target.primary.rowsOf(slot)));
        comparedAttempt = move.attempt();
        comparison = equal ? Comparison.EQUAL : new Comparison(true, "rows of a slot");
    }

    private void take(MoveStep.Take take, Move move) {
        SimulatedShard to = platform.to(take.direction());
        long marker = to.primary.markers.getOrDefault(take.direction(), 0L);
        if (marker < take.marker() && !platform.without.contains(Guard.MARKER)) {
            throw new RefusedException("The marker has not arrived");
        }
        change(to, move, SimulatedNode::own);
    }

    private void deleteRows(SimulatedShard shard, Move move) {
        requireNotOwned(shard);
        change(
                shard,
                move,
                node -> {
                    for (int slot : SimulatedPlatform.SLOTS) {
                        for (long row : java.util.Set.copyOf(node.rowsOf(slot))) {
                            node.delete(slot, row, false);
                        }
                    }
                });
    }

    private MoveObservation observe(Move move, Instant now) {
        Stream forward = stream(Direction.FORWARD, move);
        Stream backward = stream(Direction.BACKWARD, move);
        boolean deleting =
                move.phase() == MovePhase.CLEAN_UP
                        && platform.without.contains(Guard.UNSUBSCRIBED_BEFORE_DELETING);
        return new MoveObservation(
                now,
                platform.paused,
                heldTerm == move.term(),
                side(platform.source, Direction.BACKWARD, move),
                side(platform.target, Direction.FORWARD, move),
                deleting ? Stream.ABSENT : forward,
                deleting ? Stream.ABSENT : backward,
                leftovers(move),
                compared(move));
    }

    private Comparison compared(Move move) {
        if (platform.without.contains(Guard.COMPARISON)) {
            return Comparison.EQUAL;
        }
        return comparedAttempt == move.attempt() ? comparison : Comparison.NOT_DONE;
    }

    private boolean leftovers(Move move) {
        return platform.shards().stream()
                .anyMatch(shard ->
                        !shard.primary.replicationSlots.keySet().stream()
                                        .allMatch(name -> isOf(move, name))
                                || !shard.primary.subscriptions.keySet().stream()
                                        .allMatch(name -> isOf(move, name)));
    }

    private Side side(SimulatedShard shard, Direction towards, Move move) {
        SimulatedNode node = shard.primary;
        var expected = move.timelines();
        long known = shard.timeline;
        if (platform.without.contains(Guard.TIMELINES) && expected != null) {
            known = shard == platform.source ? expected.source() : expected.target();
        }
        long marker =
                platform.without.contains(Guard.MARKER)
                        ? Long.MAX_VALUE
                        : node.markers.getOrDefault(towards, 0L);
        return new Side(
                known,
                SimulatedPlatform.ownership(node),
                true,
                node.hasRows(SimulatedPlatform.SLOTS) && !isHidden(move),
                node.leftWith,
                marker,
                null);
    }

    /** Without its guard, a leader does not see the rows that an earlier attempt has left. */
    private boolean isHidden(Move move) {
        return move.phase() == MovePhase.CREATE && platform.without.contains(Guard.LEFTOVERS);
    }

    private Stream stream(Direction direction, Move move) {
        String name = SimulatedPlatform.stream(direction, move.attempt());
        SimulatedNode publisher = platform.from(direction).primary;
        Integer kept = publisher.replicationSlots.get(name);
        Subscription subscription = platform.to(direction).primary.subscriptions.get(name);
        if (kept == null) {
            return subscription == null ? Stream.ABSENT : new Stream(State.BROKEN, Duration.ZERO);
        }
        if (subscription == null || !subscription.enabled) {
            return new Stream(State.RESERVED, Duration.ZERO);
        }
        return new Stream(
                subscription.state,
                Duration.ofMillis(publisher.log.size() - Math.max(kept, subscription.position)));
    }

    /** The mark that a leader leaves in the log; see {@link SimulatedPause}. */
    static Change marker(long number) {
        return new Change(Change.Kind.MARKER, 0, number, false);
    }
}
