package io.rookery.storage.monitoring;

import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.transaction.ShardClient;
import io.rookery.shard.transaction.ShardWork;
import io.rookery.storage.monitoring.availability.AvailabilityLedger;
import io.rookery.storage.monitoring.incident.Incident;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Stores incidents and the ledger in schema {@code placement} of a shard. */
final class IncidentStore {

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final ShardClient shards;
    private final JsonMapper json;
    private final int kept;

    /**
     * @param kept number of incidents that a shard keeps, the latest ones
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
     * Writes the incidents, except those that the shard has in the same or a newer revision.
     * Idempotent.
     *
     * @throws RuntimeException when the shard does not accept them
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
     * Reads the incidents of one shard, the latest first.
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
     * Replaces the ledger of the shard.
     *
     * @throws RuntimeException when the shard does not accept it
     */
    void save(String shard, AvailabilityLedger ledger) {
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
     * Reads the shard's ledger and when it was written; the list is empty if there is no ledger.
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
                                                json.readValue(
                                                        row.getString(2),
                                                        AvailabilityLedger.class)))
                                .list());
    }

    private <T> T on(String shard, ShardWork<T> work) {
        return Deadline.call(LONGEST, () -> shards.writeOn(shard, work));
    }

    /** A ledger and when it was written, by the clock of the shard's primary. */
    record Written(long millis, AvailabilityLedger ledger) {}
}
