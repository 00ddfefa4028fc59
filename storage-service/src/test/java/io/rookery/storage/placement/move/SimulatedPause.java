package io.rookery.storage.placement.move;

import io.rookery.storage.placement.move.Move.Timelines;
import io.rookery.storage.placement.move.SimulatedPlatform.RefusedException;
import java.util.Objects;

/** The session in which a shard gives up the slots. Anything may happen between its parts. */
final class SimulatedPause {
    private static final int PATIENCE = 12;

    private enum Part {
        LOCK,
        MARK,
        WAIT,
        LEAVE,
        UNLOCK
    }

    private final SimulatedPlatform platform;
    private final Direction direction;
    private final Move move;
    private final long session;
    private final SimulatedShard from;
    private final SimulatedNode node;
    private Part next = Part.LOCK;
    private long marker;
    private int waited;

    SimulatedPause(SimulatedPlatform platform, Direction direction, Move move, long session) {
        this.platform = platform;
        this.direction = direction;
        this.move = move;
        this.session = session;
        this.from = platform.from(direction);
        this.node = from.primary;
    }

    /**
     * @return whether more is to be done
     */
    boolean proceed() {
        switch (next) {
            case LOCK -> lock();
            case MARK -> mark();
            case WAIT -> await();
            case LEAVE -> leave();
            case UNLOCK -> {
                unlock();
                return false;
            }
        }
        return true;
    }

    private void lock() {
        requireTimeline(from, direction == Direction.FORWARD);
        if (!platform.without.contains(Guard.EXCLUSIVE_LOCK)) {
            if (node.exclusive != 0 || node.isLocked(SimulatedPlatform.SLOTS)) {
                throw new RefusedException("The slots are in use");
            }
            node.exclusive = session;
        }
        next = Part.MARK;
    }

    private void mark() {
        requireSession();
        marker = ++platform.lastMarker;
        platform.commit(from, one -> one.log.add(SimulatedLeader.marker(marker)));
        next = Part.WAIT;
    }

    private void await() {
        SimulatedShard to = platform.to(direction);
        if (platform.without.contains(Guard.MARKER)) {
            next = Part.LEAVE;
            return;
        }
        requireTimeline(to, direction == Direction.BACKWARD);
        if (to.primary.markers.getOrDefault(direction, 0L) >= marker) {
            next = Part.LEAVE;
        } else if (++waited > PATIENCE) {
            next = Part.UNLOCK;
        }
    }

    private void requireTimeline(SimulatedShard shard, boolean isSource) {
        Timelines began = Objects.requireNonNull(move.timelines());
        long expected = isSource ? began.source() : began.target();
        if (shard.timeline != expected && !platform.without.contains(Guard.TIMELINES)) {
            unlock();
            throw new RefusedException("A shard has failed over");
        }
    }

    private void leave() {
        requireSession();
        if (node.term != move.term() && !platform.without.contains(Guard.TERM)) {
            next = Part.UNLOCK;
            return;
        }
        platform.commit(
                from,
                one -> {
                    one.owned.removeAll(SimulatedPlatform.SLOTS);
                    one.leftWith = marker;
                });
        next = Part.UNLOCK;
    }

    private void unlock() {
        if (node.exclusive == session) {
            node.exclusive = 0;
        }
    }

    /** The server ends a session that was idle for too long, and a failover ends all. */
    private void requireSession() {
        boolean locked =
                node.exclusive == session || platform.without.contains(Guard.EXCLUSIVE_LOCK);
        if (node != from.primary || !locked) {
            throw new RefusedException("The session has ended");
        }
    }
}
