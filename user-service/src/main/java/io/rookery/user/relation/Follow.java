package io.rookery.user.relation;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a follow as one end knows it. The states of both ends can be merged in any order, so
 * that both ends reach the same state.
 *
 * @param version increases when the follow begins anew or the follower ends it
 * @param optionsVersion increases with every change of the options
 */
public record Follow(long version, FollowState state, long optionsVersion, FollowOptions options) {

    /** Stands for a follow that has never existed. */
    public static final Follow NONE = new Follow(0, FollowState.ENDED, 0, FollowOptions.USUAL);

    public boolean isAccepted() {
        return state == FollowState.ACCEPTED;
    }

    public boolean isRequested() {
        return state == FollowState.REQUESTED;
    }

    public boolean isEnded() {
        return state == FollowState.ENDED;
    }

    /** The greater one of both versions. */
    public long newest() {
        return Math.max(version, optionsVersion);
    }

    public Follow accepted() {
        return new Follow(version, FollowState.ACCEPTED, optionsVersion, options);
    }

    /**
     * Ended by the followee. The version stays, because the followee knows the follow as it began.
     */
    public Follow ended() {
        return endedBy(version);
    }

    /** Ended by the follower. The new version makes it hold whatever the followee knows. */
    public Follow endedBy(long endVersion) {
        return new Follow(endVersion, FollowState.ENDED, optionsVersion, options);
    }

    public Follow withOptions(long newVersion, FollowOptions newOptions) {
        return new Follow(version, state, newVersion, newOptions);
    }

    /** Merges the state of the other end: the newer state and the newer options win. */
    public Follow with(Follow other) {
        boolean isStateNewer =
                other.version > version
                        || (other.version == version && other.state.compareTo(state) > 0);
        boolean areOptionsNewer = other.optionsVersion > optionsVersion;
        return new Follow(
                isStateNewer ? other.version : version,
                isStateNewer ? other.state : state,
                areOptionsNewer ? other.optionsVersion : optionsVersion,
                areOptionsNewer ? other.options : options);
    }

    /**
     * The columns from which a follow is read, each name with the prefix.
     *
     * @param table alias of {@code following} or {@code follower}
     */
    public static String columns(String table, String prefix) {
        return """
        {t}.version as {p}version, {t}.active as {p}active, {t}.requested as {p}requested,
        {t}.options_version as {p}options_version, {t}.show_reblogs as {p}show_reblogs,
        {t}.notify as {p}notify, {t}.languages as {p}languages\
        """
                .replace("{t}", table)
                .replace("{p}", prefix);
    }

    /** Reads {@link #columns}; {@link #NONE} where an outer join found no row. */
    public static Follow read(ResultSet row, String prefix) throws SQLException {
        long version = row.getLong(prefix + "version");
        if (row.wasNull()) {
            return NONE;
        }
        return new Follow(
                version,
                FollowState.of(
                        row.getBoolean(prefix + "active"), row.getBoolean(prefix + "requested")),
                row.getLong(prefix + "options_version"),
                new FollowOptions(
                        row.getBoolean(prefix + "show_reblogs"),
                        row.getBoolean(prefix + "notify"),
                        texts(row.getArray(prefix + "languages"))));
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? null : List.of((String[]) array.getArray());
    }
}
