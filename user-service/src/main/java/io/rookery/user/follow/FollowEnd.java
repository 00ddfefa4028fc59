package io.rookery.user.follow;

/** The two ends of a follow. A follow has a row at each of them. */
public enum FollowEnd {
    /**
     * In the follower's slot, where a follow is ended by unfollowing and its options are chosen.
     */
    FOLLOWER("following", "following_count"),
    /** In the followee's slot, where a follow is accepted, requested, rejected and removed. */
    FOLLOWEE("follower", "followers_count");

    final String table;
    final String count;

    FollowEnd(String table, String count) {
        this.table = table;
        this.count = count;
    }
}
