package io.rookery.acceptance.workload;

import io.rookery.acceptance.client.WriteOutcome;
import io.rookery.acceptance.relation.Relation;
import io.rookery.acceptance.relation.Relations;
import io.rookery.acceptance.relation.Relations.Edge;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;

/**
 * Checks that a reader may see the statuses of an answer. Considers the writes that were
 * acknowledged before the request, and those that were sent before the answer came. An uncertain
 * case is allowed.
 *
 * <ul>
 *   <li>A status whose delete was acknowledged before the request must not be shown.
 *   <li>A followers-only status must not be shown to a reader who has certainly not followed its
 *       author at any moment of the request.
 *   <li>The author's own page and the address of a status must not show statuses of an author who
 *       has certainly blocked the reader during the whole request.
 *   <li>A home timeline may show public statuses of people whom the reader no longer follows, or
 *       who block the reader, only until the change has spread. These statuses can be read
 *       elsewhere anyway.
 * </ul>
 */
final class VisibilityChecker {

    /** Maximum time until a change has spread to all lists, after a failure, too. */
    private static final Duration SPREADS_WITHIN = Duration.ofSeconds(60);

    private final Relations relations;
    private final LongFunction<OptionalInt> people;
    private final RequestLedger ledger;

    /**
     * @param people returns the number of a person by the id of the account; empty if unknown
     */
    VisibilityChecker(Relations relations, LongFunction<OptionalInt> people, RequestLedger ledger) {
        this.relations = relations;
        this.people = people;
        this.ledger = ledger;
    }

    /** Where the statuses were read. */
    enum Place {
        HOME,
        AUTHOR
    }

    /**
     * A request for statuses.
     *
     * @param reader number of the person
     * @param begun when it was sent, on the clock of {@link System#nanoTime}
     * @param ended when its answer had come
     */
    record Reading(int reader, Place place, long begun, long ended) {}

    /**
     * Records a violation for each status of the answer, an array or one entity, that should not be
     * there.
     */
    void check(Reading reading, JsonNode answer) {
        if (answer.isArray()) {
            answer.forEach(status -> checkOne(reading, status));
        } else {
            checkOne(reading, answer);
        }
    }

    private void checkOne(Reading reading, JsonNode status) {
        long id = id(status);
        RequestLedger.StatusAction delete = ledger.deletes().get(id);
        if (delete != null
                && delete.outcome() == WriteOutcome.ACKNOWLEDGED
                && delete.answered() < reading.begun) {
            complain(reading, id, "although its deletion was acknowledged before");
        }
        OptionalInt author = people.apply(id(status.path("account")));
        if (author.isEmpty() || author.getAsInt() == reading.reader) {
            return;
        }
        boolean isPrivate = status.path("visibility").asString("").equals("private");
        if (isPrivate && !mayFollow(reading, author.getAsInt(), Duration.ZERO)) {
            complain(reading, id, "although only followers of the author may see it");
        }
        Duration spread = reading.place == Place.HOME ? SPREADS_WITHIN : Duration.ZERO;
        if (reading.place == Place.HOME && !mayFollow(reading, author.getAsInt(), spread)) {
            complain(reading, id, "although they do not follow the author");
        }
        Edge block = new Edge(Relation.BLOCKING, author.getAsInt(), reading.reader);
        if (!relations.mayHaveBeen(block, false, reading.begun - spread.toNanos(), reading.ended)) {
            complain(reading, id, "although the author blocks them");
        }
    }

    private static long id(JsonNode entity) {
        return Long.parseLong(entity.path("id").asString("0"));
    }

    private boolean mayFollow(Reading reading, int author, Duration before) {
        return relations.mayHaveBeen(
                new Edge(Relation.FOLLOWING, reading.reader, author),
                true,
                reading.begun - before.toNanos(),
                reading.ended);
    }

    private void complain(Reading reading, long status, String why) {
        ledger.violation(
                "Person %d sees status %d %s, %s."
                        .formatted(
                                reading.reader,
                                status,
                                reading.place == Place.HOME
                                        ? "in the home timeline"
                                        : "on the author's profile",
                                why));
    }
}
