package io.rookery.user.block;

import io.rookery.shard.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The two rows of a block: one in the blocker's slot, which is authoritative, and one in the
 * blocked account's slot.
 */
enum BlockRows {
    OF_BLOCKER("block"),
    OF_BLOCKED("blocked_by");

    private final String table;

    BlockRows(String table) {
        this.table = table;
    }

    /** A block as it is stored at one end. */
    record Row(boolean active, long version) {

        private static final Row NONE = new Row(false, 0);
    }

    /**
     * Reads the row at this end.
     *
     * @param owner the account in whose slot the row is
     */
    Row read(JdbcClient jdbc, long owner, long other) {
        return jdbc.sql(
                        """
                        select active, version from %s
                        where slot = :slot and account_id = :id and other_id = :other\
                        """
                                .formatted(table))
                .param("slot", Ids.slotOf(owner))
                .param("id", owner)
                .param("other", other)
                .query(Row.class)
                .optional()
                .orElse(Row.NONE);
    }

    /** Writes the row, unless a newer one is there. */
    void write(JdbcClient jdbc, long owner, long other, Row row) {
        jdbc.sql(
                        """
                        insert into %s as b (slot, account_id, other_id, active, version)
                        values (:slot, :id, :other, :active, :version)
                        on conflict (slot, account_id, other_id) do update
                        set active = excluded.active, version = excluded.version
                        where b.version < excluded.version\
                        """
                                .formatted(table))
                .param("slot", Ids.slotOf(owner))
                .param("id", owner)
                .param("other", other)
                .param("active", row.active())
                .param("version", row.version())
                .update();
    }
}
