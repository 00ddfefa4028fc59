package io.rookery.user.follow;

/** Where a follow is kept: it has a row at each of its ends. */
public enum FollowEnd {
    /** In the follower's slot, where it is ended by unfollowing and its options are chosen. */
    FOLLOWER("following", "following_count"),
    /** In the followee's slot, where it is accepted, requested, rejected and removed. */
    FOLLOWEE("follower", "followers_count");

    final String table;
    final String count;

    FollowEnd(String table, String count) {
        this.table = table;
        this.count = count;
    }
}
