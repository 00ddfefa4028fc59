package io.rookery.feed.account;

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
 * How accounts stand to each other, by way of user-service. It is asked every time, as it decides
 * what may be seen. Failures of user-service come through as its client throws them: nobody guesses
 * what would open something.
 */
@Component
public class Relations {

    /** How long a list waits to learn of accounts whose shard does not answer. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(Relations.class);

    private final UserService users;
    private final LongPredicate isInDoubt;

    @Autowired
    Relations(UserService users, ShardClient shards) {
        this(
                users,
                account ->
                        shards.shardOf(Ids.slotOf(account)).flatMap(shards::doubtOf).orElse(false));
    }

    /**
     * @param isInDoubt of an account, whether its shard may not answer
     */
    Relations(UserService users, LongPredicate isInDoubt) {
        this.users = users;
        this.isInDoubt = isInDoubt;
    }

    /** How the viewer stands to each of the others. */
    public Map<Long, Relation> of(long viewer, Collection<Long> others) {
        Map<Long, Relation> found = HashMap.newHashMap(others.size());
        ask(viewer, others.stream().filter(other -> other != viewer).toList(), found);
        return found;
    }

    /** How the viewer stands to the other. */
    public Relation of(long viewer, long other) {
        return of(viewer, List.of(other)).getOrDefault(other, Relation.NONE);
    }

    /**
     * The same for a list: what lies on a shard that does not answer is {@link Relation#UNKNOWN},
     * so that the list shows what the others have.
     */
    public Map<Long, Relation> known(long viewer, Collection<Long> others) {
        Map<Long, Relation> found = HashMap.newHashMap(others.size());
        List<Long> sure = new ArrayList<>();
        List<Long> doubtful = new ArrayList<>();
        for (long other : others) {
            if (other != viewer) {
                (isInDoubt.test(other) ? doubtful : sure).add(other);
            }
        }
        ask(viewer, sure, found);
        if (!doubtful.isEmpty()) {
            doubtful.forEach(other -> found.put(other, Relation.UNKNOWN));
            try {
                Deadline.run(PATIENCE, () -> ask(viewer, doubtful, found));
            } catch (RuntimeException e) {
                log.debug("It is not known how an account stands to {} others", doubtful.size(), e);
            }
        }
        return found;
    }

    private void ask(long viewer, List<Long> others, Map<Long, Relation> found) {
        for (List<Long> some : Accounts.chunks(others)) {
            List<UserService.RelationAnswer> answers = users.relations(viewer, some).relations();
            some.forEach(other -> found.put(other, Relation.NONE));
            answers.forEach(one -> found.put(Long.valueOf(one.id()), one.relation()));
        }
    }
}
