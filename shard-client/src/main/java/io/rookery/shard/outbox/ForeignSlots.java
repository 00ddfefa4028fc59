package io.rookery.shard.outbox;

import io.rookery.shard.transaction.ShardClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Slots whose events are on a shard that does not own them: copied ahead of a slot move, or left
 * over from one. The events must not be handled there. Used by one thread.
 */
final class ForeignSlots {

    private static final String FENCE =
            "select placement.fence(slot) from unnest(cast(? as int[])) as claimed (slot)";

    private static final String SLOT_NOT_OWNED = "RK001";

    /**
     * How long a slot counts as foreign. Then it is tried again, because the shard may own it by
     * now.
     */
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(10).toNanos();

    private final ShardClient shards;
    private final String shard;
    private final Set<Integer> foreign = new HashSet<>();
    private long since = System.nanoTime();

    ForeignSlots(ShardClient shards, String shard) {
        this.shards = shards;
        this.shard = shard;
    }

    Collection<Integer> known() {
        if (System.nanoTime() - since > REMEMBERED_NANOS) {
            foreign.clear();
            since = System.nanoTime();
        }
        return List.copyOf(foreign);
    }

    /**
     * Fences the slots of the events: the shard keeps them until the transaction ends.
     *
     * @throws NotOwnedException if the shard does not own all of them
     */
    static void fence(JdbcClient jdbc, List<ClaimedEvent> claimed) {
        int[] slots = claimed.stream().mapToInt(one -> one.event().slot()).distinct().toArray();
        if (slots.length > 0) {
            fence(jdbc, slots);
        }
    }

    private static void fence(JdbcClient jdbc, int... slots) {
        try {
            jdbc.sql(FENCE).param(slots).query((row, _) -> true).list();
        } catch (DataAccessException failure) {
            if (failure.getRootCause() instanceof SQLException sql
                    && SLOT_NOT_OWNED.equals(sql.getSQLState())) {
                throw new NotOwnedException(Set.of(boxed(slots)));
            }
            throw failure;
        }
    }

    /** Tries each slot alone, to learn which ones the shard does not own. */
    void learn(NotOwnedException refused) {
        for (int slot : refused.slots) {
            try {
                shards.writeOn(
                        shard,
                        jdbc -> {
                            fence(jdbc, slot);
                            return true;
                        });
            } catch (NotOwnedException not) {
                foreign.add(slot);
            }
        }
    }

    private static Integer[] boxed(int[] slots) {
        return Arrays.stream(slots).boxed().toArray(Integer[]::new);
    }

    /**
     * Thrown when the shard does not own at least one slot; the transaction must be rolled back.
     */
    static final class NotOwnedException extends RuntimeException {

        private final transient Set<Integer> slots;

        NotOwnedException(Set<Integer> slots) {
            super("A claimed event's slot is not owned by the shard", null, false, false);
            this.slots = slots;
        }
    }
}
