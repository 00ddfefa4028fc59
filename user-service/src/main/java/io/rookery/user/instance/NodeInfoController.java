package io.rookery.user.instance;

import io.rookery.user.address.InstanceAddress;
import io.rookery.user.instance.InstanceFigures.Figures;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Serves NodeInfo 2.0, which tells clients and crawlers the kind of server. Its schema has no value
 * for a server that does not federate, and requires at least one protocol. The metadata name
 * Mastodon, whose client API this server implements, because clients look for it there.
 */
@RestController
final class NodeInfoController {

    private static final String SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/2.0";

    private final InstanceAddress address;
    private final InstanceFigures figures;

    NodeInfoController(InstanceAddress address, InstanceFigures figures) {
        this.address = address;
        this.figures = figures;
    }

    record Links(List<Link> links) {}

    record Link(String rel, String href) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record NodeInfo(
            String version,
            Software software,
            List<String> protocols,
            Services services,
            boolean openRegistrations,
            Usage usage,
            Map<String, Object> metadata) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Software(String name, String version) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Services(List<String> inbound, List<String> outbound) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Usage(Users users, long localPosts) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Users(long total, long activeMonth, long activeHalfyear) {}

    @GetMapping("/.well-known/nodeinfo")
    Links links() {
        return new Links(List.of(new Link(SCHEMA, address.baseUrl() + "/nodeinfo/2.0")));
    }

    @GetMapping("/nodeinfo/2.0")
    NodeInfo nodeInfo() {
        Figures now = figures.current();
        return new NodeInfo(
                "2.0",
                new Software("rookery", "0.1.0"),
                List.of("activitypub"),
                new Services(List.of(), List.of()),
                true,
                new Usage(
                        new Users(now.accounts(), now.accounts(), now.accounts()), now.statuses()),
                Map.of("upstream", Map.of("name", "mastodon")));
    }
}
