package io.rookery.acceptance.invariant;

import io.rookery.acceptance.client.Answer;
import io.rookery.acceptance.client.Person;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The statuses of an account as its owner reads them. */
record OwnStatuses(List<Seen> statuses) {

    private static final int PAGE = 40;

    /**
     * A status as it was read.
     *
     * @param text without mark-up
     * @param favourites how many people favour it, as it says itself
     */
    record Seen(long id, String text, long favourites) {}

    /** Reads all of them, newest first. */
    static OwnStatuses of(Person person) {
        List<Seen> all = new ArrayList<>();
        String older = "";
        while (true) {
            Answer page =
                    person.get(
                                    "/api/v1/accounts/%d/statuses?limit=%d%s"
                                            .formatted(person.id(), PAGE, older))
                            .expectSuccess();
            if (page.body().isEmpty()) {
                return new OwnStatuses(all);
            }
            for (JsonNode status : page.body()) {
                all.add(
                        new Seen(
                                Long.parseLong(status.path("id").asString()),
                                status.path("content").asString().replaceAll("<[^>]*>", ""),
                                status.path("favourites_count").asLong()));
            }
            older = "&max_id=" + all.getLast().id();
        }
    }

    long timesOf(long id) {
        return statuses.stream().filter(status -> status.id() == id).count();
    }

    /** A reply begins with the name of whom it answers, hence the end is what is compared. */
    long timesOf(String text) {
        return statuses.stream().filter(status -> status.text().endsWith(text)).count();
    }
}
