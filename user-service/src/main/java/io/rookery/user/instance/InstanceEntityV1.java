package io.rookery.user.instance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The client API's V1::Instance. */
@JsonNaming(SnakeCaseStrategy.class)
record InstanceEntityV1(
        String uri,
        String title,
        String shortDescription,
        String description,
        String email,
        String version,
        Map<String, String> urls,
        Stats stats,
        @Nullable String thumbnail,
        List<String> languages,
        boolean registrations,
        boolean approvalRequired,
        boolean invitesEnabled,
        Limits configuration,
        @Nullable Object contactAccount,
        List<Object> rules) {

    @JsonNaming(SnakeCaseStrategy.class)
    record Stats(long userCount, long statusCount, long domainCount) {}
}
