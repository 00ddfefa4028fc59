package io.rookery.feed.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Application;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The API's Status entity, as one viewer sees it.
 *
 * @param application the application that published it; null for a boost
 * @param favourited this and the other flags of the viewer are absent for an anonymous viewer
 * @param text the source text, only in the response to a deletion
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Status(
        String id,
        String createdAt,
        @Nullable String inReplyToId,
        @Nullable String inReplyToAccountId,
        boolean sensitive,
        String spoilerText,
        Visibility visibility,
        @Nullable String language,
        String uri,
        @Nullable String url,
        int repliesCount,
        int reblogsCount,
        int favouritesCount,
        @Nullable String editedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean favourited,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean reblogged,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean muted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean bookmarked,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean pinned,
        String content,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Object> filtered,
        @Nullable Status reblog,
        @Nullable Application application,
        Account account,
        List<Object> mediaAttachments,
        List<StatusMention> mentions,
        List<StatusTag> tags,
        List<Object> emojis,
        @Nullable Object card,
        @Nullable Object poll,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String text) {

    /** A copy with the source text. */
    Status withText(String written) {
        return new Status(
                id,
                createdAt,
                inReplyToId,
                inReplyToAccountId,
                sensitive,
                spoilerText,
                visibility,
                language,
                uri,
                url,
                repliesCount,
                reblogsCount,
                favouritesCount,
                editedAt,
                favourited,
                reblogged,
                muted,
                bookmarked,
                pinned,
                content,
                filtered,
                reblog,
                application,
                account,
                mediaAttachments,
                mentions,
                tags,
                emojis,
                card,
                poll,
                written);
    }

    /** A mentioned account. */
    public record StatusMention(String id, String username, String url, String acct) {}

    /** A hashtag. */
    public record StatusTag(String name, String url) {}
}
