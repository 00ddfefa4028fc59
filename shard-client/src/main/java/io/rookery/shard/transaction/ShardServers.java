package io.rookery.shard.transaction;

import io.rookery.shard.map.Shard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Connects to the primary and the standbys of a shard, and watches all its hosts. Connections go to
 * the primary with the greatest timeline that has been seen, never to an earlier one.
 */
final class ShardServers implements AutoCloseable {

    private final Shard shard;
    private final ShardClientSettings settings;
    private final PostgresTimelines timelines = new PostgresTimelines();
    private final RacingDataSource primary;
    private final List<NodeWatch> watches = new ArrayList<>();
    private final Runnable replaced;

    /**
     * @param replaced called when a primary is found whose timeline is greater than that of the
     *     previous one
     */
    ShardServers(Shard shard, ShardClientSettings settings, ServerTime time, Runnable replaced) {
        this.shard = shard;
        this.settings = settings;
        this.replaced = replaced;
        for (int each = 0; each < shard.hosts().size(); each++) {
            int place = each;
            String host = shard.hosts().get(place);
            DataSource server = TargetRole.ANY.at(host, shard, settings);
            var watch = new NodeWatch(host, server, node -> heard(place, node), time);
            watches.add(watch);
        }
        this.primary = candidates(TargetRole.PRIMARY, this::isSuccessor);
    }

    /** Connections to a standby that the validator admits. */
    DataSource standbys(ConnectionValidator admission) {
        return candidates(TargetRole.STANDBY, admission);
    }

    private RacingDataSource candidates(TargetRole wanted, ConnectionValidator admission) {
        List<DataSource> hosts = wanted.hostsOf(shard, settings);
        List<DataSource> candidates = new ArrayList<>();
        for (int place = 0; place < hosts.size(); place++) {
            candidates.add(new CandidateDataSource(hosts.get(place), watches.get(place), wanted));
        }
        return wanted.of(candidates, admission);
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
            primary.prefer(place);
            replaced.run();
        }
    }

    /** Connections to the primary. */
    DataSource primary() {
        return primary;
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
