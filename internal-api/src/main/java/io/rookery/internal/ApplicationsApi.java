package io.rookery.internal;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The public data of clients' applications, which user-service answers. They never change. */
public interface ApplicationsApi {

    /** The most client ids in one request; more are answered with 422. */
    int MAX_APPLICATIONS = 100;

    /** The applications with these client ids. Unknown ones are left out. */
    @GetExchange("/internal/applications")
    List<ApplicationAnswer> applications(@RequestParam("client_id") Collection<String> clientIds);

    /** An application. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ApplicationAnswer(String clientId, String name, @Nullable String website) {}
}
