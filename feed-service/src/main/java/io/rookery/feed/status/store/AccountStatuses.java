package io.rookery.feed.status.store;

import io.rookery.api.paging.FullPage;
import io.rookery.api.paging.Page;
import io.rookery.feed.account.Relation;
import io.rookery.feed.status.Audience;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.VisibleStatuses;
import io.rookery.shard.id.Ids;
import io.rookery.shard.transaction.ShardClient;
import java.sql.Types;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists the statuses of one account that a viewer may see, as on a profile. */
@Component
public class AccountStatuses {

    private static final String PAGE =
            "select "
                    + StatusColumns.ALL
                    + """
                     from status s
                    where s.account_id = :account and s.deleted_at is null
                        and s.id > :above and s.id < :below
                        and (:own or s.visibility in ('public', 'unlisted')
                            or (:follower and s.visibility = 'private')
                            or :viewer = any(s.mention_ids))
                        and (not :excludeReplies or s.in_reply_to_account_id is null
                            or s.in_reply_to_account_id = s.account_id)
                        and (not :excludeBoosts or s.boost_of_id is null)
                        and (:tag::text is null or :tag = any(s.tags))
                    """;

    private final ShardClient shards;
    private final Statuses statuses;
    private final Audience audience;

    AccountStatuses(ShardClient shards, Statuses statuses, Audience audience) {
        this.shards = shards;
        this.statuses = statuses;
        this.audience = audience;
    }

    /**
     * Filters of an account's statuses.
     *
     * @param excludeReplies leaves out replies to other accounts
     * @param excludeBoosts leaves out boosts
     * @param tag only statuses with the hashtag; null for all
     */
    public record Selection(boolean excludeReplies, boolean excludeBoosts, @Nullable String tag) {

        /** Posts and boosts, without replies to others. */
        public static final Selection POSTS = new Selection(true, false, null);
    }

    /** Reads a page, newest first. It is empty when the account blocks the viewer. */
    public FullPage<StatusRow> of(
            long account, @Nullable Long viewer, Selection selection, Page page) {
        boolean own = viewer != null && viewer == account;
        Relation relation = own ? Relation.NONE : audience.relationTo(viewer, account);
        if (relation.blockedBy()) {
            return new FullPage<>(List.of(), OptionalLong.empty(), OptionalLong.empty());
        }
        boolean isFollower = relation.following();
        return FullPage.of(
                page,
                part -> read(account, viewer, own, isFollower, selection, part),
                StatusRow::id,
                rows -> shown(viewer, own, rows));
    }

    /**
     * Filters boosts by the boosted status. The account itself sees all boosts whose original it
     * may see. For other viewers, originals by accounts that they block or mute are left out as
     * well.
     */
    private List<StatusRow> shown(@Nullable Long viewer, boolean own, List<StatusRow> rows) {
        Set<Long> boosted = StatusRow.boosted(rows);
        if (boosted.isEmpty()) {
            return rows;
        }
        VisibleStatuses sight = audience.sightOfList(viewer, rows, statuses.byIds(boosted));
        return rows.stream()
                .filter(row ->
                        !row.isBoost() || (own ? sight.allows(row) : sight.showsOnProfile(row)))
                .toList();
    }

    private List<StatusRow> read(
            long account,
            @Nullable Long viewer,
            boolean own,
            boolean follower,
            Selection selection,
            Page page) {
        String order = page.isAscending() ? "asc" : "desc";
        return shards
                .read(
                        Ids.slotOf(account),
                        jdbc ->
                                jdbc.sql(PAGE + " order by s.id " + order + " limit :limit")
                                        .param("account", account)
                                        .param("above", page.above())
                                        .param("below", page.below())
                                        .param("own", own)
                                        .param("follower", follower)
                                        .param("viewer", viewer, Types.BIGINT)
                                        .param("excludeReplies", selection.excludeReplies)
                                        .param("excludeBoosts", selection.excludeBoosts)
                                        .param("tag", selection.tag, Types.VARCHAR)
                                        .param("limit", page.limit())
                                        .query(StatusColumns.MAPPER)
                                        .list())
                .stream()
                .sorted(Statuses.NEWEST_FIRST)
                .toList();
    }
}
