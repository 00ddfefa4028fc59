package io.rookery.storage.placement.move;

import io.rookery.storage.placement.move.Move.Timelines;
import io.rookery.storage.placement.move.MoveObservation.Ownership;
import io.rookery.storage.placement.move.MoveObservation.Side;
import io.rookery.storage.placement.move.MoveObservation.Stream;
import io.rookery.storage.placement.move.MoveObservation.Stream.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Decides the next step of a move. Pure: the same move and observation always lead to the same
 * step. Three rules keep acknowledged writes. A copy counts only as long as both shards are on the
 * timelines on which it began: a primary that was promoted may lack what has been replicated from
 * or to its predecessor. A shard gives up slots only while nobody can write to them, and after
 * everything that was written has reached the other shard. Rows are deleted only where the slots
 * are not owned.
 */
final class MovePlanner {
    private final Duration maxLag;
    private final Duration observed;

    /**
     * @param maxLag lag of the stream with which a switch may begin
     * @param observed how long a move can be undone after the switch
     */
    MovePlanner(Duration maxLag, Duration observed) {
        this.maxLag = maxLag;
        this.observed = observed;
    }

    MoveStep next(Move move, MoveObservation observation) {
        if (!observation.termHeld()) {
            return new MoveStep.RaiseTerm();
        }
        Side source = observation.source();
        Side target = observation.target();
        if (source == null || target == null) {
            return new MoveStep.Wait(
                    "no answer from " + (source == null ? move.source() : move.target()));
        }
        return new Planning(move, observation, source, target).next();
    }

    /** One decision. */
    private final class Planning {
        private final Move move;
        private final MoveObservation observation;
        private final Side source;
        private final Side target;

        Planning(Move move, MoveObservation observation, Side source, Side target) {
            this.move = move;
            this.observation = observation;
            this.source = source;
            this.target = target;
        }

        MoveStep next() {
            if (source.ownership() == Ownership.SOME || target.ownership() == Ownership.SOME) {
                return new MoveStep.Refuse("a shard owns only some of the slots");
            }
            if (owns(source) && owns(target)) {
                return new MoveStep.Refuse("both shards own the slots");
            }
            return switch (move.phase()) {
                case CREATE -> create();
                case COPY, CATCH_UP, VERIFY -> copy();
                case SWITCH -> switchOver();
                case OBSERVE -> observe();
                case SWITCH_BACK -> switchBack();
                case CLEAN_UP -> cleanUp();
            };
        }

        private MoveStep create() {
            if (move.undo()) {
                return advance(MovePhase.CLEAN_UP, "it is undone");
            }
            if (!owns(source)) {
                return notOwned(move.source());
            }
            if (observation.paused()) {
                return paused();
            }
            if (source.obstacle() != null) {
                return new MoveStep.Refuse(move.source() + " " + source.obstacle());
            }
            if (target.obstacle() != null) {
                return new MoveStep.Refuse(move.target() + " " + target.obstacle());
            }
            Timelines now = timelines();
            if (move.timelines() == null) {
                return new MoveStep.Advance(move.begun(now), "an attempt begins");
            }
            if (!now.equals(move.timelines())) {
                return restart("a shard has failed over");
            }
            if (observation.leftovers()) {
                return new MoveStep.RemoveLeftovers();
            }
            State forward = observation.forward().state();
            if (target.rows() && (forward == State.ABSENT || forward == State.RESERVED)) {
                return new MoveStep.DeleteRows(move.target());
            }
            return switch (forward) {
                case ABSENT -> new MoveStep.Reserve(Direction.FORWARD);
                case RESERVED -> new MoveStep.Subscribe(Direction.FORWARD);
                case COPYING, STREAMING -> advance(MovePhase.COPY, "the target copies the rows");
                case BROKEN -> restart("the replication is broken");
            };
        }

        private MoveStep copy() {
            if (move.undo()) {
                return advance(MovePhase.CLEAN_UP, "it is undone");
            }
            if (!owns(source)) {
                return notOwned(move.source());
            }
            if (!isCopySound()) {
                return restart("a shard has failed over, or the replication is broken");
            }
            Stream forward = observation.forward();
            if (forward.state() != State.STREAMING) {
                return new MoveStep.Wait("the target copies the rows");
            }
            if (move.phase() == MovePhase.COPY) {
                return advance(MovePhase.CATCH_UP, "all rows are copied");
            }
            if (forward.lag().compareTo(maxLag) > 0) {
                return new MoveStep.Wait(
                        "the target is %d ms behind".formatted(lagMillis(forward)));
            }
            if (move.phase() == MovePhase.CATCH_UP) {
                return advance(MovePhase.VERIFY, "the target has caught up");
            }
            return verified();
        }

        private MoveStep verified() {
            if (!observation.comparison().done()) {
                return new MoveStep.Compare();
            }
            String difference = observation.comparison().difference();
            if (difference != null) {
                return new MoveStep.Refuse("the shards differ: " + difference);
            }
            return observation.paused()
                    ? paused()
                    : advance(MovePhase.SWITCH, "all rows are equal");
        }

        private MoveStep switchOver() {
            if (owns(target)) {
                return new MoveStep.Publish(
                        move.observedUntil(observation.now().plus(observed)), move.target());
            }
            if (!owns(source)) {
                return taken(Direction.FORWARD, source, target);
            }
            if (move.undo()) {
                return advance(MovePhase.CLEAN_UP, "it is undone");
            }
            if (!isCopySound() || observation.forward().state() != State.STREAMING) {
                return restart("a shard has failed over, or the replication is broken");
            }
            if (observation.paused()) {
                return paused();
            }
            return switch (observation.backward().state()) {
                case ABSENT -> new MoveStep.Reserve(Direction.BACKWARD);
                case RESERVED -> givenUp(Direction.FORWARD, observation.forward());
                case COPYING, STREAMING, BROKEN -> new MoveStep.Unsubscribe(Direction.BACKWARD);
            };
        }

        private MoveStep observe() {
            if (!owns(target)) {
                return notOwned(move.target());
            }
            if (observation.forward().state() != State.ABSENT) {
                return new MoveStep.Unsubscribe(Direction.FORWARD);
            }
            boolean reversible =
                    timelines().equals(move.timelines())
                            && (observation.backward().state() == State.RESERVED
                                    || observation.backward().state() == State.STREAMING);
            if (reversible && observation.backward().state() == State.RESERVED) {
                return new MoveStep.Subscribe(Direction.BACKWARD);
            }
            if (move.undo()) {
                return reversible
                        ? advance(MovePhase.SWITCH_BACK, "it is undone")
                        : new MoveStep.Advance(
                                move.undone(false).in(MovePhase.CLEAN_UP),
                                "it can no longer be undone, because a shard has failed over");
            }
            Instant end = Objects.requireNonNull(move.observeUntil());
            return observation.now().isBefore(end)
                    ? new MoveStep.Wait("it can be undone until " + end)
                    : advance(MovePhase.CLEAN_UP, "it was observed for long enough");
        }

        private MoveStep switchBack() {
            if (owns(source)) {
                return new MoveStep.Publish(move.in(MovePhase.CLEAN_UP), move.source());
            }
            if (!owns(target)) {
                return taken(Direction.BACKWARD, target, source);
            }
            if (!timelines().equals(move.timelines())
                    || observation.backward().state() != State.STREAMING) {
                return advance(MovePhase.OBSERVE, "the replication is broken");
            }
            return givenUp(Direction.BACKWARD, observation.backward());
        }

        private MoveStep cleanUp() {
            if (!owns(source) && !owns(target)) {
                return ownedAgain();
            }
            if (observation.forward().state() != State.ABSENT) {
                return new MoveStep.Unsubscribe(Direction.FORWARD);
            }
            if (observation.backward().state() != State.ABSENT) {
                return new MoveStep.Unsubscribe(Direction.BACKWARD);
            }
            if (observation.leftovers()) {
                return new MoveStep.RemoveLeftovers();
            }
            if (owns(source) ? target.rows() : source.rows()) {
                return new MoveStep.DeleteRows(owns(source) ? move.target() : move.source());
            }
            return new MoveStep.Finish();
        }

        /** A move that ZooKeeper lost during a switch: the shard that gave up the slots last. */
        private MoveStep ownedAgain() {
            if (target.leftWith() > 0) {
                return new MoveStep.Return(Direction.BACKWARD);
            }
            return source.leftWith() > 0
                    ? new MoveStep.Return(Direction.FORWARD)
                    : new MoveStep.Refuse("no shard owns the slots");
        }

        private MoveStep givenUp(Direction direction, Stream stream) {
            if (!source.synchronous() || !target.synchronous()) {
                return new MoveStep.Wait("a shard has no synchronous standby");
            }
            return stream.lag().compareTo(maxLag) > 0
                    ? new MoveStep.Wait(
                            "%s is %d ms behind".formatted(direction.to(move), lagMillis(stream)))
                    : new MoveStep.GiveUp(direction);
        }

        /** No shard owns the slots: the other one takes them if it has all that was written. */
        private static MoveStep taken(Direction direction, Side from, Side to) {
            return to.marker() >= from.leftWith()
                    ? new MoveStep.Take(direction, from.leftWith())
                    : new MoveStep.Return(direction);
        }

        private boolean isCopySound() {
            return timelines().equals(move.timelines())
                    && (observation.forward().state() == State.COPYING
                            || observation.forward().state() == State.STREAMING);
        }

        private Timelines timelines() {
            return new Timelines(source.timeline(), target.timeline());
        }

        private MoveStep restart(String reason) {
            return new MoveStep.Advance(move.restarted(), reason);
        }

        private MoveStep advance(MovePhase phase, String reason) {
            return new MoveStep.Advance(move.in(phase), reason);
        }

        private static MoveStep paused() {
            return new MoveStep.Wait("moves are paused");
        }

        private static MoveStep notOwned(String shard) {
            return new MoveStep.Refuse(shard + " does not own the slots");
        }

        private static boolean owns(Side side) {
            return side.ownership() == Ownership.ALL;
        }

        private static long lagMillis(Stream stream) {
            return stream.lag().toMillis();
        }
    }
}
