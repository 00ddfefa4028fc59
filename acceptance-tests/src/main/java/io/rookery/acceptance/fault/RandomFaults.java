package io.rookery.acceptance.fault;

import io.rookery.acceptance.fault.Step.Verb;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.process.ManagedProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Draws one fault after the other. What is drawn depends on the seed and on what the platform
 * consists of, never on how that is at the moment, so that a seed can be repeated.
 */
final class RandomFaults {

    private static final List<Verb> TO_PROCESSES =
            List.of(Verb.KILL, Verb.KILL, Verb.FREEZE, Verb.TERMINATE);
    private static final List<Verb> TO_LINKS = List.of(Verb.REFUSE, Verb.DROP, Verb.DELAY);

    /** One instance of a service that clients' requests reach is cut off from one engine. */
    private static final List<String> CUT_OFF_FROM =
            List.of("redis-primary", "primary shard-0", "primary shard-1");

    private static final String EACH = "500ms";
    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_MILLIS = 3_000;

    private final Random random;
    private final List<String> targets;
    private final boolean hasLinks;

    /**
     * A fault.
     *
     * @param lasting how long it lasts before it is undone, if it does not end by itself
     */
    record Fault(Step step, Duration lasting) {}

    /**
     * @param targets in any order
     * @param hasLinks whether there are links to break, in front of all that can have one
     */
    RandomFaults(long seed, List<String> targets, boolean hasLinks) {
        this.random = new Random(seed);
        this.targets = targets.stream().sorted().toList();
        this.hasLinks = hasLinks;
    }

    /** For everything that a platform consists of; gateways only if clients can use another one. */
    static RandomFaults of(long seed, Cluster cluster) {
        boolean sparesGateway = cluster.gateways().size() < 2;
        Stream<String> nodes =
                cluster.shards().stream()
                        .flatMap(shard -> Stream.of("primary " + shard, "standby " + shard));
        Stream<String> others =
                cluster.processes().stream()
                        .map(ManagedProcess::name)
                        .filter(name -> !name.startsWith("shard-"))
                        .filter(name -> !(sparesGateway && isGateway(name)));
        return new RandomFaults(seed, Stream.concat(nodes, others).toList(), cluster.hasLinks());
    }

    /** Always takes the same number of draws, whatever comes of them. */
    Fault next() {
        String target = targets.get(random.nextInt(targets.size()));
        int draw = random.nextInt(TO_PROCESSES.size() + TO_LINKS.size() + 1);
        int millis = random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
        int further = random.nextInt(CUT_OFF_FROM.size() + 1);
        Optional<Step> special =
                draw == TO_PROCESSES.size() + TO_LINKS.size()
                        ? special(target, further)
                        : Optional.empty();
        return new Fault(special.orElseGet(() -> simple(target, draw)), Duration.ofMillis(millis));
    }

    private Step simple(String target, int draw) {
        Verb verb =
                draw < TO_PROCESSES.size()
                        ? TO_PROCESSES.get(draw)
                        : hasLink(target)
                                ? TO_LINKS.get((draw - TO_PROCESSES.size()) % TO_LINKS.size())
                                : Verb.KILL;
        List<String> words = Arrays.asList(target.split(" "));
        List<String> object =
                verb == Verb.DELAY
                        ? Stream.concat(words.stream(), Stream.of(EACH)).toList()
                        : words;
        return new Step(verb, object);
    }

    /** What only some targets can suffer. */
    private Optional<Step> special(String target, int further) {
        if (target.startsWith("redis")) {
            return Optional.of(Step.parse("configure " + target + " min-replicas-to-write 3"));
        }
        if (!hasLinks || !target.matches("(feed|user)-service-.*")) {
            return Optional.empty();
        }
        if (further == CUT_OFF_FROM.size()) {
            String path = target.startsWith("feed") ? "/api/v1/statuses" : "/api/v1/accounts/";
            return Optional.of(Step.parse("kill-on-answer " + target + " POST " + path));
        }
        return target.startsWith("feed")
                ? Optional.of(Step.parse("cut " + target + " from " + CUT_OFF_FROM.get(further)))
                : Optional.empty();
    }

    private boolean hasLink(String target) {
        return hasLinks && !isGateway(target) && !target.startsWith("zookeeper");
    }

    private static boolean isGateway(String name) {
        return name.startsWith("gateway");
    }
}
