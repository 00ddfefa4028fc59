package io.rookery.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.user.Api.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Tests the metadata of the server (instance, NodeInfo) and the discovery of accounts (WebFinger).
 */
class InstanceIT {

    private static Platform platform;
    private static Instance instance;
    private static Api api;
    private static String ada;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        platform = Platform.start(directory);
        instance = platform.newInstance();
        api = Api.of(instance);
        ada = api.join(api.registerApp(), "ada");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void isFoundByEveryAddressThatIsHandedOut() {
        String base = instance.address().toString();
        String domain = base.substring(base.indexOf("://") + 3);
        for (String resource :
                List.of(
                        "acct:ada@" + domain,
                        "ada@" + domain,
                        base + "/@ada",
                        base + "/users/ADA/")) {
            Answer found = api.get("/.well-known/webfinger?resource=" + resource, null);
            assertThat(found.field("subject")).as(resource).isEqualTo("acct:ada@" + domain);
        }
        assertThat(api.get("/.well-known/webfinger?resource=acct:ada@elsewhere.example", null))
                .extracting(Answer::status)
                .isEqualTo(404);
        assertThat(api.get("/.well-known/webfinger", null).status()).isEqualTo(400);
        assertThat(
                        api.get("/api/v1/accounts/search?q=" + base + "/@ada", ada)
                                .json()
                                .at("/0/username")
                                .asString())
                .isEqualTo("ada");
    }

    @Test
    void saysWhatItIsAsItsSchemasWantIt() {
        JsonNode info = api.get("/nodeinfo/2.0", null).json();
        assertThat(info.propertyNames())
                .containsExactlyInAnyOrder(
                        "version",
                        "software",
                        "protocols",
                        "services",
                        "openRegistrations",
                        "usage",
                        "metadata");
        assertThat(info.at("/usage/localPosts").isIntegralNumber()).isTrue();
        assertThat(info.at("/usage/users/activeMonth").isIntegralNumber()).isTrue();
        assertThat(info.at("/metadata/upstream/name").asString()).isEqualTo("mastodon");
        assertThat(api.get("/.well-known/host-meta", null).text())
                .contains(
                        "<Link rel=\"lrdd\" template=\"", "/.well-known/webfinger?resource={uri}");
        assertThat(
                        api.get("/.well-known/host-meta.json", null)
                                .json()
                                .at("/links/0/rel")
                                .asString())
                .isEqualTo("lrdd");
        JsonNode server = api.get("/api/v2/instance", null).json();
        assertThat(server.at("/configuration/urls/streaming").isNull()).isTrue();
        assertThat(server.at("/configuration/statuses/max_media_attachments").asInt()).isZero();
        JsonNode types = server.at("/configuration/media_attachments/supported_mime_types");
        assertThat(types.isArray() && types.isEmpty()).isTrue();
        assertThat(server.at("/configuration/polls/max_options").asInt()).isZero();
    }
}
