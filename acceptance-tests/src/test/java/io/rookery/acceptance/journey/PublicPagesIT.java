package io.rookery.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.client.Person;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the web pages at the URLs that the API returns. */
@ExtendWith(PlatformExtension.class)
class PublicPagesIT {

    private final Platform platform;
    private final Person ada;

    PublicPagesIT(Platform platform) {
        this.platform = platform;
        this.ada = platform.newPerson("pages_ada");
    }

    @Test
    void anybodySeesWhatIsForEverybodyAndNobodyAnythingElse() {
        String open = post("<b>open</b> #Pages", "public");
        String quiet = post("quiet words", "unlisted");
        String few = post("few words", "private");
        String one = post("direct words", "direct");

        ApiResponse page = page(open);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("&lt;b&gt;open&lt;/b&gt;", "property=\"og:title\"", "og:description")
                .doesNotContain("<b>open</b>", "<script");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(page(quiet).text()).contains("quiet words");
        for (String hidden : List.of(few, one)) {
            assertThat(page(hidden).status()).isEqualTo(404);
            assertThat(platform.api().get(path(hidden), ada.token()).status()).isEqualTo(404);
        }
        assertThat(page(ada.get("/api/v1/accounts/verify_credentials").field("url")).text())
                .contains("&lt;b&gt;open", "quiet words")
                .doesNotContain("few words", "direct words");
    }

    @Test
    void aStatusIsGoneWithItsDeletionAndNobodyElses() {
        String url = post("soon gone", "public");
        String id = url.substring(url.lastIndexOf('/') + 1);
        assertThat(page("/@nobody_here/" + id).status()).isEqualTo(404);

        ada.delete("/api/v1/statuses/" + id).expectSuccess();

        assertThat(page(url).status()).isEqualTo(404);
        assertThat(page("/@nobody_here").status()).isEqualTo(404);
    }

    @Test
    void aPermanentAddressLeadsToThePage() {
        ApiResponse status = ada.post("/api/v1/statuses", Map.of("status", "here"));
        String uri = status.field("uri");

        assertThat(page(uri).status()).isEqualTo(302);
        assertThat(page(uri).headers().firstValue("Location")).hasValue(status.field("url"));
    }

    @Test
    void aHashtagOfAnyScriptHasAPage() {
        String tag = platform.unused("日本語");
        ApiResponse status = ada.post("/api/v1/statuses", Map.of("status", "tagged #" + tag));
        String url = status.body().at("/tags/0/url").asString();

        assertThat(url).matches("\\p{ASCII}+");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(page(url).text()).contains("tagged"));
    }

    @Test
    void peopleWithoutAPictureAreToldApart() {
        String hers = ada.get("/api/v1/accounts/verify_credentials").field("avatar");
        String his =
                platform.newPerson("pages_bob")
                        .get("/api/v1/accounts/verify_credentials")
                        .field("avatar");

        for (String picture : List.of(hers, his)) {
            assertThat(page(picture).headers().firstValue("Content-Type")).hasValue("image/png");
        }
        assertThat(page(hers).text()).isNotEqualTo(page(his).text());
    }

    private String post(String text, String visibility) {
        return ada.post("/api/v1/statuses", Map.of("status", text, "visibility", visibility))
                .field("url");
    }

    private ApiResponse page(String url) {
        return platform.api().get(path(url), Optional.empty());
    }

    private static String path(String url) {
        return URI.create(url).getRawPath();
    }
}
