package io.rookery.launcher.secret;

/** Who may log in to a shard's database; each has a password of its own. */
public enum DatabaseRole {
    /** The superuser that the launcher itself manages the shard with. */
    ADMIN("rookery_admin"),
    /** storage-service. */
    STORAGE("rookery_storage"),
    /** user-service. */
    USERS("rookery_users"),
    /** feed-service. */
    FEED("rookery_feed");

    private final String roleName;

    DatabaseRole(String roleName) {
        this.roleName = roleName;
    }

    /** The name of the role in Postgres. */
    public String roleName() {
        return roleName;
    }
}
