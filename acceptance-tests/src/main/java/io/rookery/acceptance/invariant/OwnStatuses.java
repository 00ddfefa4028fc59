package io.rookery.acceptance.invariant;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The statuses of an account, as its owner reads them. */
record OwnStatuses(List<Seen> statuses) {

    private static final int PAGE = 40;

    /**
     * A status as it was read.
     *
     * @param text text without mark-up
     * @param favourites number of favourites that the status reports
     */
    record Seen(long id, String text, long favourites) {}

    /** Reads all of them, newest first. */
    static OwnStatuses of(Person person) {
        List<Seen> all = new ArrayList<>();
        String older = "";
        while (true) {
            ApiResponse page =
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

    /**
     * Compares only the end of the text, because a reply begins with the name of the account that
     * it answers.
     */
    long timesOf(String text) {
        return statuses.stream().filter(status -> status.text().endsWith(text)).count();
    }
}
