package io.rookery.feed.status;

import java.util.Arrays;
import java.util.List;

/** Creates status rows for tests that need only some of their columns. */
public final class StatusRows {

    private StatusRows() {}

    public static StatusRow row(long id, long account, Visibility visibility, long... mentioned) {
        List<Mention> mentions =
                Arrays.stream(mentioned)
                        .mapToObj(one -> new Mention(one, "account" + one))
                        .toList();
        return new StatusRow(
                id,
                account,
                "text",
                "",
                false,
                null,
                visibility,
                null,
                null,
                null,
                null,
                mentions,
                List.of(),
                null,
                0,
                0,
                0,
                1);
    }
}
