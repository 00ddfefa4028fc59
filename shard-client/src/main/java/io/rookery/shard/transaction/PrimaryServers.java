package io.rookery.shard.transaction;

import io.rookery.shard.map.Shard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Connections to a shard's primary, and a watch over all its hosts: the connections are to the one
 * of the greatest timeline that has been seen, never to one before.
 */
final class PrimaryServers implements AutoCloseable {

    private final Timelines timelines = new Timelines();
    private final RacingDataSource connections;
    private final List<NodeWatch> watches = new ArrayList<>();
    private final Runnable replaced;

    /**
     * @param replaced called when a primary was found whose timeline is greater than that of the
     *     one before
     */
    PrimaryServers(Shard shard, ShardClientSettings settings, ServerTime time, Runnable replaced) {
        this.replaced = replaced;
        this.connections = Servers.PRIMARY.of(shard, settings, this::isSuccessor);
        for (int each = 0; each < shard.hosts().size(); each++) {
            int place = each;
            String host = shard.hosts().get(place);
            DataSource server = Servers.ANY.at(host, shard, settings);
            watches.add(new NodeWatch(host, server, node -> heard(place, node), time));
        }
    }

    private boolean isSuccessor(Connection primary) throws SQLException {
        boolean isSuccessor = timelines.isSuccessor(primary);
        if (isSuccessor) {
            replaced.run();
        }
        return isSuccessor;
    }

    void start() {
        watches.forEach(NodeWatch::start);
    }

    private void heard(int place, Node node) {
        Integer timeline = node.timeline();
        if (timeline != null && timelines.isSuccessor(timeline)) {
            connections.prefer(place);
            replaced.run();
        }
    }

    DataSource connections() {
        return connections;
    }

    /** The hosts in the order of the shard map. */
    List<Node> nodes() {
        return watches.stream().map(NodeWatch::latest).toList();
    }

    @Override
    public void close() {
        watches.forEach(NodeWatch::close);
    }
}
