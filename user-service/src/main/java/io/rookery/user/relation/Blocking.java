package io.rookery.user.relation;

import io.rookery.shard.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether somebody blocks somebody, as who blocks has decided. */
public final class Blocking {

    private Blocking() {}

    /** Asks in the slot of the first account. */
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
