package io.rookery.storage.placement.move;

import io.rookery.shard.map.Shard;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The connection strings with which the servers of a shard connect to the primary of another. */
final class ServerConnections {

    private final Map<String, Shard> shards;
    private final MoveSettings settings;

    ServerConnections(List<Shard> shards, MoveSettings settings) {
        this.shards = shards.stream().collect(Collectors.toMap(Shard::name, shard -> shard));
        this.settings = settings;
    }

    /**
     * Returns the connection string to the shard's primary.
     *
     * @throws IllegalArgumentException if no shard of this name is declared
     */
    String to(String name) {
        Shard shard = shards.get(name);
        if (shard == null) {
            throw new IllegalArgumentException("There is no shard " + name);
        }
        return "host=%s port=%s dbname=%s user=%s password=%s target_session_attrs=read-write connect_timeout=3 %s"
                .formatted(
                        each(shard, host -> host.substring(0, host.lastIndexOf(':'))),
                        each(shard, host -> host.substring(host.lastIndexOf(':') + 1)),
                        quoted(shard.database()),
                        quoted(settings.username()),
                        quoted(settings.password()),
                        settings.connection())
                .strip();
    }

    private static String each(Shard shard, Function<String, String> part) {
        return quoted(shard.hosts().stream().map(part).collect(Collectors.joining(",")));
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
