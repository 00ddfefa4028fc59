package io.rookery.feed.status.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Application;
import io.rookery.feed.status.Visibility;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The API's Status entity, as one viewer sees it. The fields of its parts are fields of the entity,
 * in this order. Names of the parts have one word: Jackson moves a part that it renames to the end.
 *
 * @param editedAt null, as statuses cannot be edited
 * @param viewer null for an anonymous viewer
 * @param content the text as HTML
 * @param filtered the viewer's filters that match; null for an anonymous viewer
 * @param application the application that published it; null for a boost
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Status(
        String id,
        String createdAt,
        @JsonUnwrapped InReplyTo target,
        @JsonUnwrapped Labels labels,
        @JsonUnwrapped Addresses addresses,
        @JsonUnwrapped Counters counters,
        @Nullable String editedAt,
        @JsonUnwrapped @Nullable ViewerState viewer,
        String content,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Object> filtered,
        @Nullable Status reblog,
        @Nullable Application application,
        Account account,
        @JsonUnwrapped Attachments attachments) {

    /** The answered status; its fields are null when there is none or the viewer may not see it. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record InReplyTo(@Nullable String inReplyToId, @Nullable String inReplyToAccountId) {

        static final InReplyTo NOTHING = new InReplyTo(null, null);
    }

    /** What clients need to know before they show the text. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Labels(
            boolean sensitive,
            String spoilerText,
            Visibility visibility,
            @Nullable String language) {}

    /**
     * The addresses of a status.
     *
     * @param uri its permanent address
     * @param url the address of its page
     */
    public record Addresses(String uri, String url) {}

    /** How often accounts have interacted with a status. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Counters(int repliesCount, int reblogsCount, int favouritesCount) {}

    /**
     * What the viewer has done with a status.
     *
     * @param pinned null unless the viewer is the author
     */
    public record ViewerState(
            boolean favourited,
            boolean reblogged,
            boolean muted,
            boolean bookmarked,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean pinned) {}

    /** What was found in the text, and what belongs to it. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Attachments(
            List<Object> mediaAttachments,
            List<StatusMention> mentions,
            List<StatusTag> tags,
            List<Object> emojis,
            @Nullable Object card,
            @Nullable Object poll) {

        /** Mentions and hashtags only; nothing else is supported. */
        static Attachments of(List<StatusMention> mentions, List<StatusTag> tags) {
            return new Attachments(List.of(), mentions, tags, List.of(), null, null);
        }
    }

    /** A mentioned account. */
    public record StatusMention(String id, String username, String url, String acct) {}

    /** A hashtag. */
    public record StatusTag(String name, String url) {}
}
