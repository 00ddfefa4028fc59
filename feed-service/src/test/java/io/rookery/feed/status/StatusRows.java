package io.rookery.feed.status;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates status rows for tests that need only some of their parts. */
public final class StatusRows {

    private StatusRows() {}

    public static StatusRow row(long id, long account, Visibility visibility, long... mentioned) {
        List<Mention> mentions =
                Arrays.stream(mentioned)
                        .mapToObj(one -> new Mention(one, "account" + one))
                        .toList();
        return StatusRow.post(id, account, "", visibility, content("text", mentions), null);
    }

    /** A status with a value in every part. */
    public static StatusRow whole() {
        return new StatusRow(
                5,
                6,
                Visibility.PRIVATE,
                new Content(
                        "Grüße @bob #tag",
                        "careful",
                        true,
                        "de",
                        List.of(new Mention(9, "bob"), new Mention(10, "cyd")),
                        List.of("tag")),
                new ReplyTarget(3, 4, Visibility.DIRECT),
                2L,
                "client",
                new Counts(1, 2, 3),
                7);
    }

    /** A public reply to a status. */
    public static StatusRow replyTo(long id, long author, @Nullable Visibility visibility) {
        StatusRow row = row(id + 1, author + 1, Visibility.PUBLIC);
        return new StatusRow(
                row.id(),
                row.accountId(),
                row.visibility(),
                row.content(),
                new ReplyTarget(id, author, visibility),
                null,
                "client",
                row.counts(),
                row.version());
    }

    /** A copy with the version and the text. */
    public static StatusRow version(StatusRow row, long version, String text) {
        return new StatusRow(
                row.id(),
                row.accountId(),
                row.visibility(),
                content(text, row.mentions()),
                row.replyTo(),
                row.boostOfId(),
                row.clientId(),
                row.counts(),
                version);
    }

    private static Content content(String text, List<Mention> mentions) {
        return new Content(text, "", false, null, mentions, List.of());
    }
}
