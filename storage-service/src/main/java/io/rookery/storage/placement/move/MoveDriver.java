package io.rookery.storage.placement.move;

import io.rookery.shard.map.ShardMapStoreException;
import io.rookery.shard.transaction.ShardUnavailableException;
import io.rookery.storage.placement.move.MoveObservation.Comparison;
import io.rookery.storage.placement.move.MoveShards.StaleTermException;
import io.rookery.storage.placement.move.MoveStore.MoveStoreException;
import io.rookery.storage.placement.move.MoveStore.VersionedMove;
import io.rookery.storage.placement.move.SlotPause.NotReplicatedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Takes the steps of moves, one move after the other. Knows which terms this leader has written to
 * the shards and which attempts it has compared; forgetting that costs a step each. Not
 * thread-safe.
 */
final class MoveDriver {

    private static final Logger log = LoggerFactory.getLogger(MoveDriver.class);

    private final MovePlanner planner;
    private final MoveObserver observer;
    private final MoveStepExecutor executor;
    private final MoveComparison comparison;
    private final Map<String, Long> terms = new HashMap<>();
    private final Map<String, Compared> compared = new HashMap<>();
    private final Map<String, String> sentences = new HashMap<>();

    /** The result for an attempt in a term: another leader may have begun the attempt anew. */
    private record Compared(int attempt, long term, Comparison result) {}

    MoveDriver(
            MovePlanner planner,
            MoveObserver observer,
            MoveStepExecutor executor,
            MoveComparison comparison) {
        this.planner = planner;
        this.observer = observer;
        this.executor = executor;
        this.comparison = comparison;
    }

    /** Forgets everything, because another instance may have led in the meantime. */
    void forget() {
        terms.clear();
        compared.clear();
        sentences.clear();
    }

    /** Forgets the moves that are finished. */
    void keepOnly(Collection<String> unfinished) {
        terms.keySet().retainAll(unfinished);
        compared.keySet().retainAll(unfinished);
        sentences.keySet().retainAll(unfinished);
    }

    /**
     * Takes one step of a move.
     *
     * @return whether the next step is due at once
     */
    boolean step(VersionedMove read, boolean paused) {
        Move move = read.move();
        try {
            MoveStep step =
                    planner.next(
                            move,
                            observer.observe(move, paused, isTermHeld(move), comparisonOf(move)));
            say(move, StepSentence.of(move, step));
            return execute(step, read);
        } catch (ShardUnavailableException
                | MoveStoreException
                | ShardMapStoreException
                | NotReplicatedException
                | StaleTermException
                | DataAccessException e) {
            say(move, "Trying again: %s.".formatted(e.getMessage()));
            return false;
        }
    }

    private boolean execute(MoveStep step, VersionedMove read) {
        Move move = read.move();
        switch (step) {
            case MoveStep.RaiseTerm() -> {
                Move taken = executor.takeOver(read);
                if (taken != null) {
                    terms.put(taken.id(), taken.term());
                }
            }
            case MoveStep.Compare() ->
                    compared.put(
                            move.id(),
                            new Compared(
                                    move.attempt(),
                                    move.term(),
                                    new Comparison(
                                            true, comparison.difference(move).orElse(null))));
            case MoveStep.Wait(_), MoveStep.Refuse(_) -> {
                return false;
            }
            default -> executor.execute(step, read);
        }
        return true;
    }

    private boolean isTermHeld(Move move) {
        return Objects.equals(terms.get(move.id()), move.term());
    }

    private Comparison comparisonOf(Move move) {
        Compared latest = compared.get(move.id());
        return latest != null && latest.attempt == move.attempt() && latest.term == move.term()
                ? latest.result
                : Comparison.NOT_DONE;
    }

    private void say(Move move, String sentence) {
        if (!sentence.equals(sentences.put(move.id(), sentence))) {
            log.info(
                    "Move {} of {} slots from {} to {}: {}",
                    move.id(),
                    move.slots().size(),
                    move.source(),
                    move.target(),
                    sentence);
        }
    }
}
