package io.rookery.launcher.postgres;

/**
 * The passwords of the login roles that every shard has.
 *
 * @param admin of the superuser {@code rookery_admin}, which also replicates
 * @param storage of {@code rookery_storage}, the owner of schema {@code placement}
 * @param users of {@code rookery_users}, the owner of schema {@code users}
 * @param feed of {@code rookery_feed}, the owner of schema {@code feed}
 * @param move of {@code rookery_move}, which copies rows between shards
 */
public record PostgresPasswords(
        String admin, String storage, String users, String feed, String move) {
    /** Every role has this password; for tests. */
    public static PostgresPasswords same(String password) {
        return new PostgresPasswords(password, password, password, password, password);
    }

    @Override
    public String toString() {
        return "PostgresPasswords[hidden]";
    }
}
