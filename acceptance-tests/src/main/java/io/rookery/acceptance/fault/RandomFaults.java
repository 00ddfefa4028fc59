package io.rookery.acceptance.fault;

import io.rookery.acceptance.fault.FaultStep.Verb;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.process.ManagedProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Draws random faults. The result depends on the seed and on the processes of the platform, never
 * on their state at the moment, so that a seed can be repeated.
 */
final class RandomFaults {

    private static final List<Verb> TO_PROCESSES =
            List.of(Verb.KILL, Verb.KILL, Verb.FREEZE, Verb.TERMINATE);
    private static final List<Verb> TO_LINKS = List.of(Verb.REFUSE, Verb.DROP, Verb.DELAY);

    /** Engines from which an instance is cut off that serves client requests. */
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
     * @param lasting how long it lasts before it is undone, unless it ends by itself
     */
    record Fault(FaultStep step, Duration lasting) {}

    /**
     * @param targets names of the targets, in any order
     * @param hasLinks whether the processes that can have a fault proxy have one
     */
    RandomFaults(long seed, List<String> targets, boolean hasLinks) {
        this.random = new Random(seed);
        this.targets = targets.stream().sorted().toList();
        this.hasLinks = hasLinks;
    }

    /**
     * Draws faults of all processes of a platform; of gateways only if clients can use another one.
     */
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

    /**
     * Draws the next fault. Takes the same number of random values each time, whatever the fault
     * is.
     */
    Fault next() {
        String target = targets.get(random.nextInt(targets.size()));
        int draw = random.nextInt(TO_PROCESSES.size() + TO_LINKS.size() + 1);
        int millis = random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
        int further = random.nextInt(CUT_OFF_FROM.size() + 1);
        Optional<FaultStep> special =
                draw == TO_PROCESSES.size() + TO_LINKS.size()
                        ? special(target, further)
                        : Optional.empty();
        return new Fault(special.orElseGet(() -> simple(target, draw)), Duration.ofMillis(millis));
    }

    private FaultStep simple(String target, int draw) {
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
        return new FaultStep(verb, object);
    }

    /** Returns a fault that only some targets can have; empty if the target can have none. */
    private Optional<FaultStep> special(String target, int further) {
        if (target.startsWith("redis")) {
            return Optional.of(FaultStep.parse("configure " + target + " min-replicas-to-write 3"));
        }
        if (!hasLinks || !target.matches("(feed|user)-service-.*")) {
            return Optional.empty();
        }
        if (further == CUT_OFF_FROM.size()) {
            String path = target.startsWith("feed") ? "/api/v1/statuses" : "/api/v1/accounts/";
            return Optional.of(FaultStep.parse("kill-on-answer " + target + " POST " + path));
        }
        return target.startsWith("feed")
                ? Optional.of(
                        FaultStep.parse("cut " + target + " from " + CUT_OFF_FROM.get(further)))
                : Optional.empty();
    }

    private boolean hasLink(String target) {
        return hasLinks && !isGateway(target) && !target.startsWith("zookeeper");
    }

    private static boolean isGateway(String name) {
        return name.startsWith("gateway");
    }
}
