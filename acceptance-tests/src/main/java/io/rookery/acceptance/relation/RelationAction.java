package io.rookery.acceptance.relation;

/** What a person can do to another. The path of the request ends with {@link #word()}. */
public enum RelationAction {
    FOLLOW("follow"),
    UNFOLLOW("unfollow"),
    /** Ends the follows of both, too. */
    BLOCK("block"),
    UNBLOCK("unblock");

    private final String word;

    RelationAction(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
