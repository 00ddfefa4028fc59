package io.rookery.shard.map;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A shard: a replicated Postgres. The software that manages its hosts decides which one is primary.
 *
 * @param name lower-case letters, digits and hyphens; never given to another shard
 * @param hosts {@code host:port} of every member, in the order in which they are tried
 * @param database name of the database, the same on every host
 * @param weight share of the slots, relative to the other shards; greater than zero
 * @param state what the shard may be used for
 */
public record Shard(
        String name, List<String> hosts, String database, double weight, ShardState state) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern HOST = Pattern.compile("[^\\s,/?&]+:\\d{1,5}");

    public Shard {
        hosts = List.copyOf(hosts);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a valid shard name");
        }
        if (hosts.isEmpty() || !hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
            throw new IllegalArgumentException(
                    "Shard %s needs hosts of the form host:port, not %s".formatted(name, hosts));
        }
        if (database.isBlank()) {
            throw new IllegalArgumentException("Shard " + name + " has no database");
        }
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "Shard " + name + " has an invalid weight: " + weight);
        }
    }

    public Shard withState(ShardState next) {
        return new Shard(name, hosts, database, weight, next);
    }

    public Shard withWeight(double next) {
        return new Shard(name, hosts, database, next, state);
    }
}
