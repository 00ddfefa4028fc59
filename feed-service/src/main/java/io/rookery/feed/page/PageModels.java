package io.rookery.feed.page;

import io.rookery.feed.account.Account;
import io.rookery.feed.status.api.Status;
import io.rookery.kit.page.HtmlPages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Builds the models of the page templates. HTML in an entity was escaped when it was made. */
@Component
final class PageModels {

    private static final int LONGEST_SUMMARY = 200;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final JsonMapper json;

    PageModels(JsonMapper json) {
        this.json = json;
    }

    /** An account and its counters. */
    Map<String, Object> profile(Account account) {
        JsonNode entity = json.readTree(account.entity());
        Map<String, Object> profile = who(account, entity);
        String note = entity.path("note").asString("");
        profile.put("note", HtmlPages.html(note));
        profile.put("summary", summary(note));
        profile.put("url", account.url());
        profile.put("statuses", entity.path("statuses_count").asString("0"));
        profile.put("following", entity.path("following_count").asString("0"));
        profile.put("followers", entity.path("followers_count").asString("0"));
        return profile;
    }

    List<Map<String, Object>> statuses(List<Status> statuses) {
        return statuses.stream().map(this::status).toList();
    }

    /** Whether the author of the shown status allows search engines to index it. */
    static boolean isIndexed(Status status) {
        return shown(status).account().indexable();
    }

    private static Status shown(Status status) {
        return status.reblog() == null ? status : status.reblog();
    }

    /** A status, or the one that it boosts. */
    Map<String, Object> status(Status status) {
        Status shown = shown(status);
        Account author = shown.account();
        Map<String, Object> model = who(author, json.readTree(author.entity()));
        Status.Labels labels = shown.labels();
        boolean isWarned = !labels.spoilerText().isEmpty();
        model.put("url", shown.addresses().url());
        model.put("profile", author.url());
        model.put("time", shown.createdAt());
        model.put("day", DAY.format(Instant.parse(shown.createdAt())));
        model.put("warning", labels.spoilerText());
        model.put("content", HtmlPages.html(shown.content()));
        model.put("summary", isWarned ? labels.spoilerText() : summary(shown.content()));
        if (labels.language() != null) {
            model.put("language", labels.language());
        }
        return model;
    }

    private static Map<String, Object> who(Account account, JsonNode entity) {
        Map<String, Object> who = new HashMap<>();
        String name = entity.path("display_name").asString("");
        who.put("name", name.isBlank() ? account.username() : name);
        who.put("username", account.username());
        who.put("avatar", entity.path("avatar").asString(""));
        who.put("indexed", account.indexable());
        return who;
    }

    /** The text of some HTML, shortened to the length of a preview. */
    private static String summary(String html) {
        String text =
                HtmlUtils.htmlUnescape(
                                html.replaceAll("<br ?/?>|</p>", " ").replaceAll("<[^>]*>", ""))
                        .strip();
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST_SUMMARY
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_SUMMARY)) + "…";
    }
}
