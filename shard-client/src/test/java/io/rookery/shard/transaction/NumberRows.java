package io.rookery.shard.transaction;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of the table of the tests, each with a number of its own. */
final class NumberRows {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private NumberRows() {}

    static long next() {
        return NUMBERS.incrementAndGet();
    }

    static long write(ShardClient through, int slot) {
        long number = next();
        through.write(slot, jdbc -> insert(jdbc, slot, number));
        return number;
    }

    static int insert(JdbcClient jdbc, int slot, long number) {
        return jdbc.sql("insert into number values (:slot, :number) on conflict do nothing")
                .param("slot", slot)
                .param("number", number)
                .update();
    }

    static long countOf(ShardClient through, int slot, long number) {
        return through.read(slot, jdbc -> rows(jdbc, number));
    }

    static long rows(JdbcClient jdbc, long number) {
        return jdbc.sql("select count(*) from number where number = ?")
                .param(number)
                .query(Long.class)
                .single();
    }

    static long count(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from number").query(Long.class).single();
    }

    static List<Long> numbers(JdbcClient jdbc, Short[] foreign, long one, long other) {
        return jdbc.sql("select number from number where number in (?, ?) and slot <> all (?)")
                .param(one)
                .param(other)
                .param(foreign)
                .query(Long.class)
                .list();
    }
}
