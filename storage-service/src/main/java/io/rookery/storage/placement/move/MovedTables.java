package io.rookery.storage.placement.move;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables whose rows move with their slot: all tables of the services that have a column {@code
 * slot}.
 */
final class MovedTables {

    private static final String TABLES =
            """
            select format('%I.%I', schema.nspname, c.relname)
            from pg_class c
            join pg_namespace schema on schema.oid = c.relnamespace
            join pg_attribute slot on slot.attrelid = c.oid
            where c.relkind = 'r' and schema.nspname in ('users', 'feed')
              and slot.attname = 'slot' and not slot.attisdropped
            order by 1
            """;

    private MovedTables() {}

    /** Their names as they are written in SQL, in a fixed order. */
    static List<String> of(JdbcClient jdbc) {
        return jdbc.sql(TABLES).query(String.class).list();
    }

    /** Whether one of them has rows in the slots. */
    static boolean haveRows(JdbcClient jdbc, Short[] slots) {
        return of(jdbc).stream().anyMatch(table -> hasRows(jdbc, table, slots));
    }

    private static boolean hasRows(JdbcClient jdbc, String table, Short[] slots) {
        return jdbc.sql("select exists (select from " + table + " where slot = any (?))")
                .param(slots)
                .query(Boolean.class)
                .single();
    }

    /**
     * Deletes rows in the slots.
     *
     * @param most maximum number of rows of each table
     * @return the number of rows deleted
     */
    static int delete(JdbcClient jdbc, Short[] slots, int most) {
        int deleted = 0;
        for (String table : of(jdbc)) {
            deleted +=
                    jdbc.sql(
                                    """
                                    delete from %s where ctid = any (array(
                                        select ctid from %s where slot = any (?) limit ?))
                                    """
                                            .formatted(table, table))
                            .param(slots)
                            .param(most)
                            .update();
        }
        return deleted;
    }
}
