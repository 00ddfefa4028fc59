package io.rookery.feed.account;

import io.rookery.internal.RelationsApi.RelationAnswer;
import io.rookery.kit.deadline.Deadline;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads the relations between accounts from user-service. They decide what a viewer may see, so
 * they are not cached. Failures of user-service are passed on as its client throws them: there is
 * no fallback that could grant access.
 */
@Component
public class Relations {

    /** How long a list waits for the relations to accounts whose shard may not answer. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(Relations.class);

    private final UserService users;
    private final LongPredicate isShardSuspected;

    @Autowired
    Relations(UserService users, ShardClient shards) {
        this(
                users,
                account ->
                        shards.shardOf(Ids.slotOf(account))
                                .flatMap(shards::isPrimarySuspected)
                                .orElse(false));
    }

    /**
     * @param isShardSuspected whether the shard of an account may not answer
     */
    Relations(UserService users, LongPredicate isShardSuspected) {
        this.users = users;
        this.isShardSuspected = isShardSuspected;
    }

    /** The viewer's relation to each of the others. */
    public Map<Long, Relation> of(long viewer, Collection<Long> others) {
        Map<Long, Relation> found = HashMap.newHashMap(others.size());
        ask(viewer, others.stream().filter(other -> other != viewer).toList(), found);
        return found;
    }

    /** The viewer's relation to the other account. */
    public Relation of(long viewer, long other) {
        return of(viewer, List.of(other)).getOrDefault(other, Relation.NONE);
    }

    /**
     * The same for a list. The relation to an account whose shard does not answer is {@link
     * Relation#UNKNOWN}, so that the list still shows what the other shards have.
     */
    public Map<Long, Relation> known(long viewer, Collection<Long> others) {
        Map<Long, Relation> found = HashMap.newHashMap(others.size());
        List<Long> sure = new ArrayList<>();
        List<Long> onSuspectedShards = new ArrayList<>();
        for (long other : others) {
            if (other != viewer) {
                (isShardSuspected.test(other) ? onSuspectedShards : sure).add(other);
            }
        }
        ask(viewer, sure, found);
        if (!onSuspectedShards.isEmpty()) {
            onSuspectedShards.forEach(other -> found.put(other, Relation.UNKNOWN));
            try {
                Deadline.run(PATIENCE, () -> ask(viewer, onSuspectedShards, found));
            } catch (RuntimeException e) {
                log.debug(
                        "The relations of an account to {} others are unknown",
                        onSuspectedShards.size(),
                        e);
            }
        }
        return found;
    }

    private void ask(long viewer, List<Long> others, Map<Long, Relation> found) {
        for (List<Long> some : Accounts.chunks(others)) {
            List<RelationAnswer> answers = users.relations(viewer, some).relations();
            some.forEach(other -> found.put(other, Relation.NONE));
            answers.forEach(one -> found.put(Long.valueOf(one.id()), Relation.of(one)));
        }
    }
}
