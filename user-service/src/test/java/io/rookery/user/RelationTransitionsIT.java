package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.shard.id.Ids;
import io.rookery.shard.outbox.OutboxEvent;
import io.rookery.shard.slot.Slots;
import io.rookery.user.Api.App;
import io.rookery.user.RelationModel.Act;
import io.rookery.user.RelationModel.Options;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Property-based test of relations: executes random actions while events between the two ends
 * arrive late, twice and in any order. An acknowledged action must count immediately, and in the
 * end both ends must agree.
 */
class RelationTransitionsIT {

    private static final int SEQUENCES = Integer.getInteger("rookery.seeds", 6);
    private static final int STEPS = 60;
    private static final int PEOPLE = 4;
    private static final List<Act> ACTS = List.of(Act.values());
    private static final int LOWER_HALF = 8192;

    private static Platform platform;
    private static Api api;
    private static App app;
    private static InterceptedEvents events;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        Instance instance = platform.newInstance(Map.of(), InterceptedEvents.Holding.class);
        events = instance.bean(InterceptedEvents.class);
        api = Api.of(instance);
        app = api.registerApp();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /**
     * Returns the seeds, which come from the clock. {@code -Drookery.seed=…} repeats a seed; {@code
     * -Drookery.seeds=…} sets their number.
     */
    static LongStream seeds() {
        long first = Long.getLong("rookery.seed", System.currentTimeMillis() % 1_000_000);
        return LongStream.range(first, first + SEQUENCES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreeWithTheModel(long seed) throws Exception {
        Random random = new Random(seed);
        List<Person> people = people(seed);
        RelationModel model = new RelationModel(PEOPLE);
        List<String> story = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            if (events.count() > 0 && random.nextInt(3) == 0) {
                story.add(deliverOne(random, people, model));
            } else {
                Act act = ACTS.get(random.nextInt(ACTS.size()));
                int who = random.nextInt(PEOPLE);
                int whom = (who + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
                story.add(who + " " + act + " " + whom);
                perform(act, people.get(who), people.get(whom));
                model.perform(act, who, whom);
            }
            int viewer = random.nextInt(PEOPLE);
            assertThat(seen(people, viewer))
                    .as("seed %d, seen by %d after %s", seed, viewer, story)
                    .isEqualTo(model.seenBy(viewer));
        }
        deliverAll(people, model);
        for (int viewer = 0; viewer < PEOPLE; viewer++) {
            assertThat(seen(people, viewer))
                    .as("seed %d, seen by %d at last, after %s", seed, viewer, story)
                    .isEqualTo(model.seenBy(viewer));
            assertThat(counts(people.get(viewer)))
                    .as("seed %d, counts of %d after %s", seed, viewer, story)
                    .isEqualTo(model.countsOf(viewer));
        }
        assertThat(endsThatDiffer(people)).as("seed %d, after %s", seed, story).isEmpty();
    }

    private record Person(String token, String id) {}

    /** Creates people on both shards. */
    private static List<Person> people(long seed) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; people.size() < PEOPLE; i++) {
            boolean lower = people.size() % 2 == 0;
            String name = "p" + seed + "_" + i;
            if ((Slots.of(name) < LOWER_HALF) == lower) {
                String token = api.join(app, name);
                people.add(new Person(token, api.idOf(token)));
            }
        }
        // Sign-ups also cause events.
        settle();
        while (events.count() > 0) {
            events.deliver(events.remove(0));
        }
        return people;
    }

    private static void perform(Act act, Person who, Person whom) {
        String account = "/api/v1/accounts/" + whom.id() + "/";
        String request = "/api/v1/follow_requests/" + whom.id() + "/";
        switch (act) {
            case FOLLOW, UNFOLLOW, BLOCK, UNBLOCK, MUTE, UNMUTE ->
                    api.post(account + act.name().toLowerCase(Locale.ROOT), Map.of(), who.token());
            case FOLLOW_WITHOUT_BOOSTS -> follow(account, who, Map.of("reblogs", "false"));
            case FOLLOW_WITH_NOTICES -> follow(account, who, Map.of("notify", "true"));
            case FOLLOW_IN_GERMAN -> follow(account, who, Map.of("languages[]", "de"));
            case FOLLOW_AS_USUAL ->
                    follow(
                            account,
                            who,
                            Map.of("reblogs", "true", "notify", "false", "languages[]", ""));
            case REMOVE -> api.post(account + "remove_from_followers", Map.of(), who.token());
            case AUTHORIZE, REJECT ->
                    api.post(request + act.name().toLowerCase(Locale.ROOT), Map.of(), who.token());
            case LOCK, UNLOCK ->
                    api.send(
                            "PATCH",
                            "/api/v1/accounts/update_credentials",
                            Map.of("locked", String.valueOf(act == Act.LOCK)),
                            who.token());
        }
    }

    private static void follow(String account, Person who, Map<String, String> options) {
        api.post(account + "follow", options, who.token());
    }

    /**
     * Delivers a random event. One third of the events stay in the queue and are delivered again.
     */
    private static String deliverOne(Random random, List<Person> people, RelationModel model) {
        int index = random.nextInt(events.count());
        OutboxEvent event = random.nextInt(3) == 0 ? events.get(index) : events.remove(index);
        deliver(event, people, model);
        return "<" + event.kind() + ">";
    }

    private static void deliverAll(List<Person> people, RelationModel model) {
        settle();
        while (events.count() > 0) {
            deliver(events.remove(events.count() - 1), people, model);
            settle();
        }
    }

    private static void deliver(OutboxEvent event, List<Person> people, RelationModel model) {
        events.deliver(event);
        if (event.kind().equals("account-unlocked")) {
            settle();
            for (int i = 0; i < people.size(); i++) {
                if (event.payload().contains(people.get(i).id())) {
                    model.acceptWaiting(i);
                }
            }
        }
    }

    /** Waits until all events of the outbox are intercepted. */
    private static void settle() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> platform.sum("select count(*) from outbox") == 0);
    }

    private static List<String> seen(List<Person> people, int viewer) {
        StringBuilder ids = new StringBuilder();
        people.forEach(person -> ids.append("&id[]=").append(person.id()));
        JsonNode answer =
                api.get(
                                "/api/v1/accounts/relationships?" + ids.substring(1),
                                people.get(viewer).token())
                        .json();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            JsonNode relationship = answer.required(i);
            List<String> words = new ArrayList<>();
            for (String word : RelationModel.WORDS) {
                if (relationship.required(word).asBoolean()) {
                    words.add(word);
                }
            }
            if (i != viewer) {
                seen.add(i + " " + words + " " + options(relationship));
            }
        }
        return seen;
    }

    private static Options options(JsonNode relationship) {
        return new Options(
                relationship.required("showing_reblogs").asBoolean(),
                relationship.required("notifying").asBoolean(),
                relationship.required("languages").toString().equals("[\"de\"]"));
    }

    private static String counts(Person person) {
        JsonNode account = api.get("/api/v1/accounts/" + person.id(), null).json();
        return account.required("following_count").asInt()
                + " following, "
                + account.required("followers_count").asInt()
                + " followers";
    }

    /** Returns the follows whose two ends disagree. */
    private static List<String> endsThatDiffer(List<Person> people) throws SQLException {
        List<String> different = new ArrayList<>();
        for (Person follower : people) {
            for (Person followee : people) {
                String ends = ends("following", follower, followee);
                String others = ends("follower", follower, followee);
                if (!ends.equals(others)) {
                    different.add(ends + " but " + others);
                }
            }
        }
        return different;
    }

    private static String ends(String table, Person follower, Person followee) throws SQLException {
        String owner = table.equals("following") ? follower.id() : followee.id();
        String where =
                " from %s where slot = %d and follower_id = %s and followee_id = %s"
                        .formatted(
                                table,
                                Ids.slotOf(Long.parseLong(owner)),
                                follower.id(),
                                followee.id());
        return platform.sum("select coalesce(sum(version), 0)" + where)
                + " "
                + platform.sum("select count(*) filter (where active)" + where)
                + platform.sum("select count(*) filter (where requested)" + where)
                + " "
                + platform.sum("select coalesce(sum(options_version), 0)" + where)
                + " "
                + platform.sum("select count(*) filter (where show_reblogs)" + where)
                + platform.sum("select count(*) filter (where notify)" + where)
                + platform.sum("select count(*) filter (where languages = '{de}')" + where);
    }
}
