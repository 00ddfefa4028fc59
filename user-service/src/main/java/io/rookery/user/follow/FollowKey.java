package io.rookery.user.follow;

import io.rookery.shard.id.Ids;

/** The accounts at the ends of a follow. */
public record FollowKey(long followerId, long followeeId) {

    long ownerOf(FollowEnd end) {
        return end == FollowEnd.FOLLOWER ? followerId : followeeId;
    }

    int slotOf(FollowEnd end) {
        return Ids.slotOf(ownerOf(end));
    }
}
