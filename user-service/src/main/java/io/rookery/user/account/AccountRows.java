package io.rookery.user.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Maps accounts to and from their rows. */
final class AccountRows implements RowMapper<Account> {

    static final String COLUMNS =
            """
            a.id, a.username, a.display_name, a.note, a.fields, a.locked, a.bot, a.discoverable,
            a.indexable, a.hide_collections, a.default_visibility, a.default_sensitive,
            a.visibility_chosen, a.default_language, a.locale, a.followers_count, a.following_count,
            a.statuses_count, a.last_status_on, a.version, a.large\
            """;

    private static final TypeReference<List<ProfileField>> FIELDS = new TypeReference<>() {};
    private static final String USUAL = "public";
    private static final String NO_FIELDS = "[]";

    private final JsonMapper json;

    AccountRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Account mapRow(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("note"),
                fields(row.getString("fields")),
                row.getBoolean("locked"),
                row.getBoolean("bot"),
                row.getBoolean("discoverable"),
                row.getBoolean("indexable"),
                row.getBoolean("hide_collections"),
                new PostingDefaults(
                        chosenVisibility(row),
                        row.getBoolean("default_sensitive"),
                        row.getString("default_language"),
                        row.getString("locale")),
                row.getLong("followers_count"),
                row.getLong("following_count"),
                row.getLong("statuses_count"),
                row.getObject("last_status_on", LocalDate.class),
                row.getLong("version"),
                row.getBoolean("large"));
    }

    /**
     * The chosen visibility, or null. Older rows do not record the choice, but one other than the
     * usual visibility must have been chosen.
     */
    private static @Nullable String chosenVisibility(ResultSet row) throws SQLException {
        String visibility = row.getString("default_visibility");
        boolean isChosen = row.getBoolean("visibility_chosen") || !USUAL.equals(visibility);
        return isChosen ? visibility : null;
    }

    String write(List<ProfileField> fields) {
        return json.writeValueAsString(fields);
    }

    private List<ProfileField> fields(String text) {
        return text.equals(NO_FIELDS) ? List.of() : json.readValue(text, FIELDS);
    }
}
