package io.rookery.feed.status.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.account.Account;
import io.rookery.feed.account.Application;
import io.rookery.feed.account.PostingDefaults;
import io.rookery.feed.status.Content;
import io.rookery.feed.status.Counts;
import io.rookery.feed.status.Mention;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.StatusRows;
import io.rookery.feed.status.Visibility;
import io.rookery.feed.status.store.ViewerFlags;
import io.rookery.feed.status.text.StatusHtml;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Tests the JSON of statuses to the letter: every key, null and the order. */
class StatusAssemblyTest {

    private static final long ID = 7_000_000_000_000_000_001L;
    private static final long ADA = 6;
    private static final long BOB = 9;
    private static final Account ada = account(ADA, "ada");
    private static final Account bob = account(BOB, "bob");
    private static final StatusRow post =
            StatusRow.post(
                    ID,
                    ADA,
                    "client",
                    Visibility.UNLISTED,
                    new Content(
                            "@bob #tag",
                            "careful",
                            true,
                            "de",
                            List.of(new Mention(BOB, "bob")),
                            List.of("tag")),
                    StatusRows.row(3, BOB, Visibility.PUBLIC));

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void showsTheAuthorEverything() {
        StatusAssembly assembly = assembly(ADA, Set.of());

        assertThat(json(assembly.entity(counted(post), Map.of())))
                .isEqualTo(
                        head(ID)
                                + "\"in_reply_to_id\":\"3\",\"in_reply_to_account_id\":\"9\","
                                + "\"sensitive\":true,\"spoiler_text\":\"careful\","
                                + "\"visibility\":\"unlisted\",\"language\":\"de\","
                                + addresses("ada", ID)
                                + "\"replies_count\":1,\"reblogs_count\":2,\"favourites_count\":3,"
                                + "\"edited_at\":null,\"favourited\":true,\"reblogged\":false,"
                                + "\"muted\":false,\"bookmarked\":false,\"pinned\":false,"
                                + content()
                                + ",\"filtered\":[],\"reblog\":null,"
                                + "\"application\":{\"name\":\"App\",\"website\":null},"
                                + "\"account\":{\"id\":\"6\"},"
                                + attachments());
    }

    @Test
    void showsStrangersNeitherTheirFlagsNorWhatIsHiddenFromThem() {
        StatusAssembly assembly =
                new StatusAssembly(null, Map.of(ADA, ada), Map.of(), null, Set.of(3L));

        assertThat(json(assembly.entity(post, Map.of())))
                .isEqualTo(
                        head(ID)
                                + "\"in_reply_to_id\":null,\"in_reply_to_account_id\":null,"
                                + "\"sensitive\":true,\"spoiler_text\":\"careful\","
                                + "\"visibility\":\"unlisted\",\"language\":\"de\","
                                + addresses("ada", ID)
                                + "\"replies_count\":0,\"reblogs_count\":0,\"favourites_count\":0,"
                                + "\"edited_at\":null,"
                                + content()
                                + ",\"reblog\":null,\"application\":null,"
                                + "\"account\":{\"id\":\"6\"},"
                                + attachments());
    }

    @Test
    void showsABoostWithWhatItBoosts() {
        StatusRow boost = StatusRow.boost(ID + 1, BOB, "client", Visibility.PUBLIC, post);
        StatusAssembly assembly = assembly(BOB, Set.of());

        Status shown = assembly.entity(boost, Map.of(ID, post));

        assertThat(json(shown))
                .isEqualTo(
                        head(ID + 1)
                                + "\"in_reply_to_id\":null,\"in_reply_to_account_id\":null,"
                                + "\"sensitive\":true,\"spoiler_text\":\"\","
                                + "\"visibility\":\"public\",\"language\":\"de\","
                                + addresses("bob", ID + 1)
                                + "\"replies_count\":0,\"reblogs_count\":0,\"favourites_count\":0,"
                                + "\"edited_at\":null,\"favourited\":true,\"reblogged\":false,"
                                + "\"muted\":false,\"bookmarked\":false,"
                                + "\"content\":\"\",\"filtered\":[],\"reblog\":"
                                + json(assembly.entity(post, Map.of()))
                                + ",\"application\":null,\"account\":{\"id\":\"9\"},"
                                + "\"media_attachments\":[],\"mentions\":[],\"tags\":[],"
                                + "\"emojis\":[],\"card\":null,\"poll\":null}");
    }

    @Test
    void showsTheSourceTextOfARemovedStatusLast() {
        Status status = StatusAssembly.of(ADA, Map.of()).entity(post, ada);
        String whole = json(status);

        assertThat(json(new RemovedStatus(status, "source")))
                .isEqualTo(whole.substring(0, whole.length() - 1) + ",\"text\":\"source\"}");
    }

    @Test
    void leavesOutWhoseAuthorOrOriginalIsUnknown() {
        StatusRow boost = StatusRow.boost(ID + 1, BOB, "client", Visibility.PUBLIC, post);
        StatusAssembly assembly =
                new StatusAssembly(null, Map.of(BOB, bob), Map.of(), null, Set.of());

        assertThat(assembly.entity(post, Map.of())).isNull();
        assertThat(assembly.entity(boost, Map.of())).isNull();
        assertThat(assembly.entity(boost, Map.of(ID, post))).isNull();
    }

    private static StatusAssembly assembly(long viewer, Set<Long> hidden) {
        return new StatusAssembly(
                viewer,
                Map.of(ADA, ada, BOB, bob),
                Map.of("client", new Application("App", null)),
                new ViewerFlags.Flags(Set.of(ID), Set.of(), Set.of()),
                hidden);
    }

    private static StatusRow counted(StatusRow row) {
        return new StatusRow(
                row.id(),
                row.accountId(),
                row.visibility(),
                row.content(),
                row.replyTo(),
                row.boostOfId(),
                row.clientId(),
                new Counts(1, 2, 3),
                2);
    }

    private static Account account(long id, String name) {
        return new Account(
                id,
                name,
                false,
                false,
                true,
                PostingDefaults.USUAL,
                "{\"id\":\"" + id + "\"}",
                "https://rookery.example/@" + name,
                "https://rookery.example/users/" + name);
    }

    private static String head(long id) {
        String time = StatusRenderer.time(StatusRows.row(id, ADA, Visibility.PUBLIC).createdAt());
        return "{\"id\":\"" + id + "\",\"created_at\":\"" + time + "\",";
    }

    private static String addresses(String name, long id) {
        return ("\"uri\":\"https://rookery.example/users/%1$s/statuses/%2$d\","
                        + "\"url\":\"https://rookery.example/@%1$s/%2$d\",")
                .formatted(name, id);
    }

    private static String content() {
        String html =
                StatusHtml.of(post.content().text(), post.mentions(), "https://rookery.example");
        return "\"content\":\"" + html.replace("\"", "\\\"") + "\"";
    }

    private static String attachments() {
        return "\"media_attachments\":[],\"mentions\":[{\"id\":\"9\",\"username\":\"bob\","
                + "\"url\":\"https://rookery.example/@bob\",\"acct\":\"bob\"}],"
                + "\"tags\":[{\"name\":\"tag\",\"url\":\"https://rookery.example/tags/tag\"}],"
                + "\"emojis\":[],\"card\":null,\"poll\":null}";
    }

    private String json(@Nullable Status status) {
        return json.writeValueAsString(Objects.requireNonNull(status));
    }

    private String json(RemovedStatus status) {
        return json.writeValueAsString(status);
    }
}
