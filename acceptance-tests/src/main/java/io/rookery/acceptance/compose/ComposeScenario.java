package io.rookery.acceptance.compose;

import io.rookery.acceptance.scenario.Scenario.Tolerance;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A failure scenario of the platform in containers.
 *
 * @param title a sentence for the report
 * @param harm injects the fault
 * @param lasts how long the fault lasts until it is undone
 * @param tolerance which requests may fail
 */
record ComposeScenario(
        String name, String title, Consumer<Containers> harm, Duration lasts, Tolerance tolerance) {

    private static final Duration SHORT = Duration.ofSeconds(8);

    /** Longer than the time until Patroni's leader lock of a lost primary expires. */
    private static final Duration LONG = Duration.ofSeconds(35);

    static List<ComposeScenario> all() {
        return Stream.of(shards(), services(), engines(), volumes(), operations())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Faults of Postgres nodes. A primary whose container is gone is replaced after 20 s, which is
     * longer than a write waits, so requests may fail then.
     */
    private static List<ComposeScenario> shards() {
        return List.of(
                new ComposeScenario(
                        "kill-postgres",
                        "kill -9 of a primary's Postgres",
                        all -> all.killPostgres(all.primary("shard-0")),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "stop-primary",
                        "stop of a primary's container",
                        all -> all.stop(all.primary("shard-0")),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "kill-primary",
                        "kill of a primary's container",
                        all -> all.kill(all.primary("shard-0")),
                        LONG,
                        Tolerance.ALLOWED),
                new ComposeScenario(
                        "disconnect-primary",
                        "a primary's container is disconnected from the network",
                        all -> all.disconnect(all.primary("shard-0")),
                        LONG,
                        Tolerance.ALLOWED),
                new ComposeScenario(
                        "kill-standby",
                        "kill of a standby's container",
                        all -> all.kill(all.standby("shard-1")),
                        SHORT,
                        Tolerance.NONE));
    }

    private static List<ComposeScenario> services() {
        return Stream.of("feed-service", "user-service", "storage-service", "gateway")
                .flatMap(service ->
                        Stream.of(
                                new ComposeScenario(
                                        "kill-" + service,
                                        "kill of a " + service,
                                        all -> all.kill(service),
                                        SHORT,
                                        Tolerance.NONE),
                                new ComposeScenario(
                                        "pause-" + service,
                                        "pause of a " + service,
                                        all -> all.pause(service),
                                        SHORT,
                                        Tolerance.NONE),
                                new ComposeScenario(
                                        "disconnect-" + service,
                                        "a " + service + " is disconnected from the network",
                                        all -> all.disconnect(service),
                                        SHORT,
                                        Tolerance.NONE)))
                .toList();
    }

    private static List<ComposeScenario> engines() {
        return List.of(
                new ComposeScenario(
                        "kill-zookeeper",
                        "kill of one of three ZooKeeper servers",
                        all -> all.kill("zookeeper-0"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "zookeeper-gone",
                        "kill of all ZooKeeper servers",
                        all -> each("zookeeper-", 3, all::kill),
                        LONG,
                        Tolerance.NONE),
                new ComposeScenario(
                        "kill-redis",
                        "kill of a Redis node",
                        all -> all.kill("redis-0"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "redis-gone",
                        "kill of all Redis nodes",
                        all -> each("redis-", 6, all::kill),
                        SHORT,
                        Tolerance.NONE));
    }

    /**
     * Faults of volumes: data of an engine is lost or corrupt. The repair is the procedure in
     * docs/operations.md.
     */
    private static List<ComposeScenario> volumes() {
        return List.of(
                new ComposeScenario(
                        "lose-redis-volume",
                        "a Redis node loses its volume",
                        all -> all.loseVolumes("redis-0"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "lose-zookeeper-volumes",
                        "all ZooKeeper servers lose their volumes",
                        all -> all.loseVolumes("zookeeper-0", "zookeeper-1", "zookeeper-2"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "tear-zookeeper",
                        "one of three ZooKeeper servers cannot read its log",
                        all -> all.tearZooKeeper("zookeeper-1"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "tear-redis",
                        "a Redis node cannot read its data",
                        all -> all.tearRedis("redis-1"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "tear-standby",
                        "a standby cannot read its data",
                        all -> all.tearPostgres(all.standby("shard-1")),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "lose-standby-volume",
                        "a standby loses its volume",
                        all -> all.loseVolumes(all.standby("shard-1")),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "lose-primary-volume",
                        "a primary loses its volume",
                        all -> all.loseVolumes(all.primary("shard-1")),
                        LONG,
                        Tolerance.ALLOWED),
                new ComposeScenario(
                        "outrun-standby",
                        "a standby was down for longer than the primary keeps the WAL",
                        all -> all.outrun(all.standby("shard-0")),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "standby-first",
                        "kill of both nodes of a shard; the standby is started first",
                        all -> all.killBoth(all.standby("shard-0"), all.primary("shard-0")),
                        SHORT,
                        Tolerance.ALLOWED),
                new ComposeScenario(
                        "primary-first",
                        "kill of both nodes of a shard; the primary is started first",
                        all -> all.killBoth(all.primary("shard-0"), all.standby("shard-0")),
                        SHORT,
                        Tolerance.ALLOWED));
    }

    /** Operations by administrators, such as a switchover or an upgrade. */
    private static List<ComposeScenario> operations() {
        return List.of(
                new ComposeScenario(
                        "switch-over",
                        "switchover of a shard",
                        all -> all.switchOver("shard-0"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "scale-feed-service",
                        "feed-service is scaled from two instances to four, and back",
                        all -> all.scale("feed-service"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "roll-services",
                        "all services are replaced, one instance after the other",
                        Containers::roll,
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "roll-shard",
                        "both nodes of a shard are replaced, one after the other",
                        all -> all.roll("shard-1"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "renew-database-password",
                        "the password of feed-service's role is renewed",
                        all -> all.renew("rookery_feed"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "renew-zookeeper-password",
                        "the password of feed-service in ZooKeeper is renewed",
                        all -> all.renew("zookeeper-feed-service"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "renew-redis-password",
                        "the password of Redis is renewed",
                        all -> all.renew("redis-password"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "renew-identity",
                        "the identity key of feed-service is renewed",
                        all -> all.renew("identity-feed-service"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "renew-signing-key",
                        "the key that signs tokens is renewed",
                        all -> all.renew("token-signing-key"),
                        SHORT,
                        Tolerance.NONE),
                new ComposeScenario(
                        "power-cut",
                        "kill of all containers",
                        Containers::killAll,
                        SHORT,
                        Tolerance.OUTAGE),
                new ComposeScenario(
                        "down-and-up",
                        "docker compose down, and up again",
                        Containers::down,
                        SHORT,
                        Tolerance.OUTAGE));
    }

    private static void each(String prefix, int count, Consumer<String> harm) {
        for (int i = 0; i < count; i++) {
            harm.accept(prefix + i);
        }
    }
}
