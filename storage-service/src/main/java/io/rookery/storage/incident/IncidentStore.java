package io.rookery.storage.incident;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardWork;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Incidents and figures in schema {@code placement} of each shard. */
final class IncidentStore {

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final ShardClient shards;
    private final JsonMapper json;
    private final int kept;

    /**
     * @param kept how many incidents a shard keeps, the latest
     */
    IncidentStore(ShardClient shards, JsonMapper json, int kept) {
        this.shards = shards;
        this.json = json;
        this.kept = kept;
    }

    /** Names of the shards in the order in which they are tried. */
    List<String> shards() {
        return shards.shards().stream().sorted().toList();
    }

    /**
     * Writes the incidents, unless the shard has them in a newer state. May be repeated.
     *
     * @throws RuntimeException when the shard does not take them
     */
    void save(String shard, Collection<Incident> incidents) {
        on(
                shard,
                jdbc -> {
                    incidents.forEach(incident -> save(jdbc, incident));
                    return jdbc.sql(
                                    """
                                    delete from placement.incident where id in (
                                        select id from placement.incident order by began desc offset ?)
                                    """)
                            .param(kept)
                            .update();
                });
    }

    private void save(JdbcClient jdbc, Incident incident) {
        jdbc.sql(
                        """
                        insert into placement.incident as present (id, revision, began, document)
                        values (?, ?, ?, ?::jsonb)
                        on conflict (id) do update
                            set revision = excluded.revision, document = excluded.document
                            where present.revision < excluded.revision
                        """)
                .param(Long.valueOf(incident.id()))
                .param(incident.revision())
                .param(Timestamp.from(incident.times().began()))
                .param(json.writeValueAsString(incident))
                .update();
    }

    /**
     * The incidents on one shard, the latest first.
     *
     * @throws RuntimeException when the shard does not answer
     */
    List<Incident> load(String shard) {
        return on(
                shard,
                jdbc ->
                        jdbc
                                .sql(
                                        """
                                        select document from placement.incident
                                        order by began desc limit ?
                                        """)
                                .param(kept)
                                .query(String.class)
                                .list()
                                .stream()
                                .map(document -> json.readValue(document, Incident.class))
                                .toList());
    }

    /**
     * Replaces the ledger.
     *
     * @throws RuntimeException when the shard does not take it
     */
    void save(String shard, Ledger ledger) {
        on(
                shard,
                jdbc ->
                        jdbc.sql(
                                        """
                                        insert into placement.watch (written, document)
                                        values (clock_timestamp(), ?::jsonb)
                                        on conflict (only_row) do update
                                            set written = excluded.written,
                                                document = excluded.document
                                        """)
                                .param(json.writeValueAsString(ledger))
                                .update());
    }

    /**
     * The shard's ledger, with when it was written, or none.
     *
     * @throws RuntimeException when the shard does not answer
     */
    List<Written> loadLedger(String shard) {
        return on(
                shard,
                jdbc ->
                        jdbc.sql(
                                        """
                                        select (extract(epoch from written) * 1000)::bigint, document
                                        from placement.watch
                                        """)
                                .query((row, _) ->
                                        new Written(
                                                row.getLong(1),
                                                json.readValue(row.getString(2), Ledger.class)))
                                .list());
    }

    private <T> T on(String shard, ShardWork<T> work) {
        return Deadline.call(LONGEST, () -> shards.writeOn(shard, work));
    }

    /** A ledger and the time of its writing, by the clock of the shard's primary. */
    record Written(long millis, Ledger ledger) {}
}
