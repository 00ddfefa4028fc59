package io.rookery.user.relation;

import io.rookery.shard.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks blocks where they are decided, in the blocker's slot. */
public final class Blocking {

    private Blocking() {}

    /** Whether the first account blocks the second. Reads the slot of the first account. */
    public static boolean isBlocking(JdbcClient jdbc, long accountId, long otherId) {
        return jdbc.sql(
                        """
                        select exists (select from block
                            where slot = :slot and account_id = :id and other_id = :other and active)\
                        """)
                .param("slot", Ids.slotOf(accountId))
                .param("id", accountId)
                .param("other", otherId)
                .query(Boolean.class)
                .single();
    }
}
