package io.rookery.storage.placement.move;

import io.rookery.shard.slot.SlotSet;
import io.rookery.storage.placement.move.MoveObservation.Ownership;
import io.rookery.storage.placement.move.MoveObservation.Stream.State;
import io.rookery.storage.placement.move.SimulatedNode.Change;
import io.rookery.storage.placement.move.SimulatedNode.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Two simulated shards, the stream of changes between them, and ZooKeeper. */
final class SimulatedPlatform {
    static final Set<Integer> SLOTS = Set.of(1, 2, 3);
    static final int ANOTHER_SLOT = 9;

    /** A commit was cut short: whoever made it does not know whether it counts. */
    static final class OutcomeUnknownException extends RuntimeException {
        OutcomeUnknownException() {
            super(null, null, false, false);
        }
    }

    /** A shard or ZooKeeper has refused a change. */
    static final class RefusedException extends RuntimeException {
        RefusedException(String reason) {
            super(reason, null, false, false);
        }
    }

    final RandomGenerator random;
    final Set<Guard> without;
    final SimulatedShard source = new SimulatedShard("shard-0");
    final SimulatedShard target = new SimulatedShard("shard-1");

    /** Whether ZooKeeper has lost the map, too. */
    boolean isMapLost;

    /** What ZooKeeper keeps: the move, its version, and the owner of each slot in the shard map. */
    @Nullable Move move =
            Move.planned(
                    "m1", source.name, target.name, SlotSet.of(SLOTS.stream().mapToInt(i -> i)));

    int version;
    final Map<Integer, String> map = new TreeMap<>();

    /** The chance of a fault in each event; 0 to let everything come to rest. */
    double faults;

    long lastMarker;
    boolean paused;

    SimulatedPlatform(RandomGenerator random, Set<Guard> without) {
        this.random = random;
        this.without = without;
        Set<Integer> owned = new TreeSet<>(SLOTS);
        owned.add(ANOTHER_SLOT);
        source.commit(node -> node.owned.addAll(owned));
        owned.forEach(slot -> map.put(slot, source.name));
    }

    List<SimulatedShard> shards() {
        return List.of(source, target);
    }

    SimulatedShard shard(String name) {
        return name.equals(source.name) ? source : target;
    }

    SimulatedShard from(Direction direction) {
        return direction == Direction.FORWARD ? source : target;
    }

    SimulatedShard to(Direction direction) {
        return direction == Direction.FORWARD ? target : source;
    }

    /** Commits, or dies in the middle of it. */
    void commit(SimulatedShard shard, Consumer<SimulatedNode> effect) {
        if (random.nextDouble() < faults) {
            shard.commitAndDie(effect, this::replicateSome);
            throw new OutcomeUnknownException();
        }
        shard.commit(effect);
    }

    /** Changes what ZooKeeper keeps if it still has the version; the answer may be lost. */
    void compareAndSet(int expected, @Nullable Move next, Runnable also) {
        if (version != expected) {
            throw new RefusedException("The move has changed");
        }
        move = next;
        version++;
        also.run();
        if (random.nextDouble() < faults) {
            throw new OutcomeUnknownException();
        }
    }

    /** Restores a map that was lost, once a shard owns the slots. */
    void restoreMap() {
        for (SimulatedShard shard : shards()) {
            if (isMapLost && ownership(shard.primary) == Ownership.ALL) {
                SLOTS.forEach(slot -> map.put(slot, shard.name));
                isMapLost = false;
            }
        }
    }

    static String stream(Direction direction, int attempt) {
        return direction + "-" + attempt;
    }

    static Ownership ownership(SimulatedNode node) {
        long owned = SLOTS.stream().filter(node.owned::contains).count();
        if (owned == 0) {
            return Ownership.NONE;
        }
        return owned == SLOTS.size() ? Ownership.ALL : Ownership.SOME;
    }

    private void replicateSome() {
        for (int i = random.nextInt(6); i > 0; i--) {
            replicate();
        }
    }

    /** Lets one subscriber, which may be a replaced primary, receive one change. */
    void replicate() {
        Direction direction = random.nextBoolean() ? Direction.FORWARD : Direction.BACKWARD;
        SimulatedShard to = to(direction);
        SimulatedNode subscriber = to.anyPrimary(random);
        subscriber.subscriptions.forEach((name, subscription) -> {
            if (subscription.enabled && name.startsWith(direction + "-")) {
                receive(direction, name, subscriber, subscription);
            }
        });
    }

    private void receive(
            Direction direction, String name, SimulatedNode subscriber, Subscription subscription) {
        SimulatedNode publisher = from(direction).anyPrimary(random);
        Integer kept = publisher.replicationSlots.get(name);
        if (kept == null || subscription.state == State.BROKEN) {
            return;
        }
        if (subscription.state == State.COPYING) {
            apply(direction, name, subscriber, node -> copy(publisher, node, name));
            return;
        }
        int position = Math.max(kept, subscription.position);
        if (position < publisher.log.size()) {
            Change change = publisher.log.get(position);
            apply(
                    direction,
                    name,
                    subscriber,
                    node -> apply(direction, change, node, name, position + 1));
            publisher.replicationSlots.put(name, position + 1);
        }
    }

    private void apply(
            Direction direction,
            String name,
            SimulatedNode subscriber,
            Consumer<SimulatedNode> effect) {
        SimulatedShard to = to(direction);
        if (subscriber == to.primary) {
            to.commit(node -> {
                if (node.subscriptions.containsKey(name)) {
                    effect.accept(node);
                }
            });
        } else {
            effect.accept(subscriber);
        }
    }

    private static void copy(SimulatedNode publisher, SimulatedNode node, String name) {
        Subscription subscription = Objects.requireNonNull(node.subscriptions.get(name));
        if (node.hasRows(SLOTS)) {
            subscription.state = State.BROKEN;
            return;
        }
        for (int slot : SLOTS) {
            publisher.rowsOf(slot).forEach(row -> node.insert(slot, row, true));
        }
        subscription.position = publisher.log.size();
        subscription.state = State.STREAMING;
    }

    private static void apply(
            Direction direction, Change change, SimulatedNode node, String name, int next) {
        Subscription subscription = Objects.requireNonNull(node.subscriptions.get(name));
        subscription.position = next;
        if (change.replicated()) {
            return;
        }
        switch (change.kind()) {
            case MARKER -> node.markers.merge(direction, change.number(), Math::max);
            case INSERT -> {
                if (!SLOTS.contains(change.slot())) {
                    return;
                }
                if (node.rowsOf(change.slot()).contains(change.number())) {
                    subscription.state = State.BROKEN;
                }
                node.insert(change.slot(), change.number(), true);
            }
            case DELETE -> {
                if (SLOTS.contains(change.slot())) {
                    node.delete(change.slot(), change.number(), true);
                }
            }
        }
    }
}
