package io.rookery.shard.transaction;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Where slots have moved, as the shards said that gave them up. This is known before the next shard
 * map arrives, and even while ZooKeeper is down. Only a hint: the shard decides that it leads to.
 * Holds at most one entry for each slot. Thread-safe.
 */
final class MovedSlots {

    private final Map<Integer, Place> places = new ConcurrentHashMap<>();

    /**
     * Where a slot is.
     *
     * @param epoch of the map that named its former owner
     */
    private record Place(String shard, long epoch) {}

    /**
     * Learns from a refusal where the slot is; forgets what it knew if the refusal does not say.
     *
     * @param epoch of the present map
     * @return whether the refusal says it
     */
    boolean learn(@Nullable Throwable refusal, long epoch) {
        ServerErrorMessage message = messageOf(refusal);
        String detail = message == null ? null : message.getDetail();
        String hint = message == null ? null : message.getHint();
        if (detail == null || !detail.matches("\\d{1,5}")) {
            return false;
        }
        int slot = Integer.parseInt(detail);
        if (hint == null || hint.isEmpty()) {
            places.remove(slot);
            return false;
        }
        places.put(slot, new Place(hint, epoch));
        return true;
    }

    private static @Nullable ServerErrorMessage messageOf(@Nullable Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException server) {
                return server.getServerErrorMessage();
            }
            if (cause instanceof SQLException sql && sql.getNextException() != null) {
                return messageOf(sql.getNextException());
            }
        }
        return null;
    }

    /**
     * The shard that has the slot; null if nothing is known that the map does not know.
     *
     * @param epoch of the present map
     */
    @Nullable String shardOf(int slot, long epoch) {
        if (places.isEmpty()) {
            return null;
        }
        Place place = places.get(slot);
        if (place == null || place.epoch == epoch) {
            return place == null ? null : place.shard;
        }
        places.remove(slot, place);
        return null;
    }
}
