package io.rookery.feed.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rookery.feed.redis.CommandResult;
import io.rookery.feed.redis.Pipeline;
import io.rookery.feed.redis.RedisPipelineClient;
import io.rookery.feed.redis.RedisUnavailableException;
import io.rookery.feed.redis.Script;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.store.StatusObserver;
import io.rookery.feed.status.store.Statuses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Read-through cache of statuses by id: reads go to Redis, and to the shards for what Redis lacks.
 * A value in Redis begins with its version, and only a newer version replaces it, so that a slow
 * reader never restores an old one. A removal is stored as a tombstone with the greatest version.
 *
 * <p>A value also has the config epoch of its slot's primary at the time of the write. A value
 * counts as absent when the primary has another epoch: a failover may have lost a newer value. It
 * also counts as absent when it has another {@link StatusFormat}.
 */
@Component
public class StatusCache implements StatusObserver {

    private static final Logger log = LoggerFactory.getLogger(StatusCache.class);
    private static final Script PUT = Script.beside(StatusCache.class, "put.lua");

    private final RedisPipelineClient redis;
    private final Statuses statuses;
    private final byte[] millisToLive;
    private final StatusFormat format;

    StatusCache(
            RedisPipelineClient redis,
            Statuses statuses,
            StatusCacheSettings settings,
            JsonMapper json) {
        this.redis = redis;
        this.statuses = statuses;
        this.millisToLive = Long.toString(settings.timeToLive().toMillis()).getBytes(US_ASCII);
        this.format = new StatusFormat(json);
    }

    /**
     * Returns the statuses that exist. Statuses on a shard that does not answer are left out,
     * unless Redis has them.
     */
    public Map<Long, StatusRow> byIds(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<Long, StatusRow> found = HashMap.newHashMap(ids.size());
        List<Long> missing = read(ids, found);
        if (!missing.isEmpty()) {
            // The epochs are read before the shards: a failover in between may lose a newer
            // version, and then the value must not have the new epoch.
            Map<Long, Long> epochs = HashMap.newHashMap(missing.size());
            missing.forEach(id -> epochs.put(id, redis.epochOf(key(id))));
            Map<Long, StatusRow> fromShards = statuses.reachable(missing);
            found.putAll(fromShards);
            Pipeline pipeline = redis.pipeline();
            fromShards.forEach((id, row) -> put(pipeline, row, epochs.getOrDefault(id, -1L)));
            pipeline.send();
        }
        return found;
    }

    @Override
    public void changed(StatusRow row) {
        Pipeline pipeline = redis.pipeline();
        put(pipeline, row, redis.epochOf(key(row.id())));
        pipeline.send();
    }

    @Override
    public boolean removed(long statusId) {
        try {
            forget(statusId);
            return true;
        } catch (RedisUnavailableException e) {
            log.debug("A removal was not written to Redis; the outbox retries it", e);
            return false;
        }
    }

    /**
     * Replaces the status with a tombstone.
     *
     * @throws RedisUnavailableException when Redis does not answer
     */
    public void forget(long statusId) {
        Pipeline pipeline = redis.pipeline();
        CommandResult<Long> reply =
                put(pipeline, statusId, StatusFormat.tombstone(redis.epochOf(key(statusId))));
        pipeline.apply();
        reply.get();
    }

    /** Adds the statuses that Redis has, and returns the ids that it does not know. */
    private List<Long> read(Collection<Long> ids, Map<Long, StatusRow> found) {
        Pipeline pipeline = redis.pipeline();
        List<CommandResult<byte[]>> replies = new ArrayList<>(ids.size());
        for (Long id : ids) {
            replies.add(pipeline.get(key(id)));
        }
        pipeline.send();
        List<Long> missing = new ArrayList<>();
        int next = 0;
        for (Long id : ids) {
            StatusFormat.Known known = known(id, replies.get(next++));
            if (known == null) {
                missing.add(id);
            } else if (known.row() != null) {
                found.put(id, known.row());
            }
        }
        return missing;
    }

    private StatusFormat.@Nullable Known known(long id, CommandResult<byte[]> reply) {
        byte[] value = reply.isFailed() ? null : reply.getOrNull();
        return value == null ? null : format.read(id, value, redis.epochOf(key(id)));
    }

    private void put(Pipeline pipeline, StatusRow row, long epoch) {
        put(pipeline, row.id(), format.value(row, epoch));
    }

    private CommandResult<Long> put(Pipeline pipeline, long id, byte[] value) {
        byte[] version = StatusFormat.version(value);
        return pipeline.run(PUT, List.of(key(id)), List.of(version, value, millisToLive));
    }

    private static String key(long id) {
        return "status:{" + id + '}';
    }
}
