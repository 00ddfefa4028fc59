package io.rookery.user.instance;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The client API's Instance. */
@JsonNaming(SnakeCaseStrategy.class)
record InstanceEntity(
        String domain,
        String title,
        String version,
        String sourceUrl,
        String description,
        Usage usage,
        Thumbnail thumbnail,
        List<Icon> icon,
        List<String> languages,
        Configuration configuration,
        Registrations registrations,
        ApiVersions apiVersions,
        Contact contact,
        List<Object> rules,
        @Nullable String wrapstodon) {

    record Usage(Users users) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Users(long activeMonth) {}

    record Thumbnail(
            String url,
            @Nullable String blurhash,
            String description,
            Map<String, String> versions) {}

    record Icon(String src, String size) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Configuration(
            Urls urls,
            Vapid vapid,
            @JsonUnwrapped Limits limits,
            Translation translation,
            boolean limitedFederation,
            TimelinesAccess timelinesAccess) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Urls(
            @Nullable String streaming,
            @Nullable String status,
            @Nullable String about,
            @Nullable String privacyPolicy,
            @Nullable String termsOfService) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Vapid(String publicKey) {}

    record Translation(boolean enabled) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record TimelinesAccess(Access liveFeeds, Access hashtagFeeds, Access trendingLinkFeeds) {}

    record Access(String local, String remote) {

        static final Access EVERYBODY = new Access("public", "public");
        static final Access NOBODY = new Access("disabled", "disabled");
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Registrations(
            boolean enabled,
            boolean approvalRequired,
            boolean reasonRequired,
            @Nullable String message,
            @Nullable Integer minAge,
            @Nullable String url) {}

    record ApiVersions(int mastodon) {}

    record Contact(String email, @Nullable Object account) {}
}
