package io.rookery.acceptance.relation;

import io.rookery.acceptance.client.WriteOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * History of one fact that requests switch on and off, one request at a time. Times are readings of
 * {@link System#nanoTime}.
 *
 * <p>Before the first change, the fact has its initial value. While a request is in progress, the
 * fact may have the old value or the requested one. An acknowledged request settles the value. A
 * refused request leaves it unchanged. After a request with an unknown outcome, both values are
 * possible until another request is acknowledged.
 */
final class History {

    /** The possible values: at least one of the two. */
    private record Possible(boolean yes, boolean no) {
        static Possible only(boolean value) {
            return new Possible(value, !value);
        }

        Possible or(boolean value) {
            return new Possible(yes || value, no || !value);
        }

        boolean includes(boolean value) {
            return value ? yes : no;
        }
    }

    /** A request that changes the fact; in progress as long as it has no outcome. */
    static final class Change {
        private final boolean value;
        private final long sent;
        private long answered = Long.MAX_VALUE;
        private @Nullable WriteOutcome outcome;

        private Change(boolean value, long sent) {
            this.value = value;
            this.sent = sent;
        }
    }

    private final boolean first;
    private final List<Change> changes = new ArrayList<>();

    History(boolean first) {
        this.first = first;
    }

    synchronized Change begin(boolean value, long sent) {
        Change change = new Change(value, sent);
        changes.add(change);
        return change;
    }

    synchronized void end(Change change, WriteOutcome outcome, long answered) {
        change.outcome = outcome;
        change.answered = answered;
    }

    /** Whether the fact may have had the value at some moment of a span of time. */
    synchronized boolean mayHaveBeen(boolean value, long from, long to) {
        Possible before = Possible.only(first);
        long since = Long.MIN_VALUE;
        for (Change change : changes) {
            if (since <= to && change.sent >= from && before.includes(value)) {
                return true;
            }
            Possible meanwhile =
                    change.outcome == WriteOutcome.REFUSED ? before : before.or(change.value);
            if (change.sent <= to && change.answered >= from && meanwhile.includes(value)) {
                return true;
            }
            before =
                    change.outcome == WriteOutcome.ACKNOWLEDGED
                            ? Possible.only(change.value)
                            : meanwhile;
            since = change.answered;
        }
        return since <= to && before.includes(value);
    }

    /**
     * Returns since when the fact has certainly had the value: the end of the request that settled
     * it.
     *
     * @return {@link Long#MIN_VALUE} if it always had; {@link Long#MAX_VALUE} if that is not
     *     certain
     */
    synchronized long surelySince(boolean value) {
        long since = first == value ? Long.MIN_VALUE : Long.MAX_VALUE;
        for (Change change : changes) {
            if (change.outcome == WriteOutcome.REFUSED) {
                continue;
            }
            if (change.value != value) {
                since = Long.MAX_VALUE;
            } else if (change.outcome == WriteOutcome.ACKNOWLEDGED && since == Long.MAX_VALUE) {
                since = change.answered;
            }
        }
        return since;
    }

    synchronized boolean hasChanged() {
        return !changes.isEmpty();
    }
}
