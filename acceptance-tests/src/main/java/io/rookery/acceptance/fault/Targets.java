package io.rookery.acceptance.fault;

import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.process.ManagedProcess;
import java.util.List;
import java.util.Optional;

/**
 * Finds the processes that a fault step means: {@code feed-service-0}, {@code primary shard-0},
 * {@code standby shard-0}, {@code primary latest-shard}, {@code redis-primary}, {@code
 * zookeeper-leader}, {@code zookeeper-follower}, {@code all redis}, {@code everything}; or several
 * names.
 */
final class Targets {

    private final Cluster cluster;

    Targets(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Returns the processes that the words mean at this moment.
     *
     * @throws IllegalArgumentException when they mean no process
     */
    List<ManagedProcess> of(List<String> words) {
        String first = words.getFirst();
        List<ManagedProcess> found =
                switch (first) {
                    case "primary", "standby" -> List.of(ofRole(shard(words.get(1)), first));
                    case "all" -> named(words.get(1) + "-", words.get(1));
                    case "everything" -> cluster.processes();
                    case "zookeeper-leader", "zookeeper-follower" ->
                            List.of(ofRole("zookeeper", first.substring("zookeeper-".length())));
                    case "redis-primary" -> List.of(cluster.redisPrimaries().getFirst());
                    default -> words.stream().map(cluster::process).toList();
                };
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no process " + String.join(" ", words));
        }
        return found;
    }

    private String shard(String word) {
        return word.equals("latest-shard") ? cluster.shards().getLast() : word;
    }

    private ManagedProcess ofRole(String part, String role) {
        Optional<ManagedProcess> found =
                named(part + "-", part).stream()
                        .filter(process -> process.role().equals(role))
                        .findFirst();
        return found.orElseThrow(
                () -> new IllegalArgumentException(part + " has no " + role + " at present"));
    }

    private List<ManagedProcess> named(String prefix, String name) {
        return cluster.processes().stream()
                .filter(process -> process.name().startsWith(prefix) || process.name().equals(name))
                .toList();
    }
}
