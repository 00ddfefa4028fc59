package io.rookery.launcher.secret;

/** Who may log in to a shard's database; each has a password of its own. */
public enum DatabaseRole {
    /** The superuser that whatever manages the shard does so with. */
    ADMIN("rookery_admin"),
    /** A standby that copies its primary, where Patroni manages the shard. */
    REPLICATION("rookery_replication"),
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
