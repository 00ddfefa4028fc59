package io.rookery.launcher.secret;

/** The login roles of a shard's database. Each has its own password. */
public enum DatabaseRole {
    /** The superuser of the software that manages the shard. */
    ADMIN("rookery_admin"),
    /** A standby that replicates from its primary, where Patroni manages the shard. */
    REPLICATION("rookery_replication"),
    /** storage-service. */
    STORAGE("rookery_storage"),
    /** user-service. */
    USERS("rookery_users"),
    /** feed-service. */
    FEED("rookery_feed"),
    /** storage-service while it moves slots: it may change the tables of all services. */
    MOVE("rookery_move");

    private final String roleName;

    DatabaseRole(String roleName) {
        this.roleName = roleName;
    }

    /** The name of the role in Postgres. */
    public String roleName() {
        return roleName;
    }
}
