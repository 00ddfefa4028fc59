package io.rookery.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.client.ApiResponse;
import io.rookery.acceptance.platform.Platform;
import io.rookery.acceptance.platform.PlatformExtension;
import io.rookery.acceptance.population.Population;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the sign-up page for browsers. */
@ExtendWith(PlatformExtension.class)
class SignUpPageIT {

    private static final String PATH = "/auth/sign_up";
    private static final Pattern HIDDEN = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

    private final Platform platform;

    SignUpPageIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void makesOneAccountHoweverOftenTheFormIsSent() {
        String name = platform.unused("page_ada");
        Map<String, String> form = form(name);

        ApiResponse first = send(form);
        ApiResponse again = send(form);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.text()).contains("Welcome, " + name);
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(again.text()).contains("Welcome, " + name);
        assertThat(
                        platform.application()
                                .trySignIn(name + "@example.org", Population.password())
                                .status())
                .isEqualTo(200);
    }

    @Test
    void saysWhatIsWrongAndKeepsWhatWasTyped() {
        String name = platform.unused("page_bob");
        Map<String, String> form = form(name);
        form.put("password", "short");
        form.remove("agreement");

        ApiResponse answer = send(form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains("role=\"alert\"", "value=\"" + name + "\"", "Agreement must be accepted")
                .doesNotContain("value=\"short\"");
        form.put("username", "\"><script>x</script>");
        assertThat(send(form).text()).doesNotContain("<script>");
    }

    @Test
    void refusesAFormOfAnotherSite() {
        Map<String, String> form = form(platform.unused("page_eve"));

        ApiResponse answer =
                platform.api()
                        .send(
                                platform.api()
                                        .withForm("POST", PATH, Optional.empty(), form)
                                        .header("Sec-Fetch-Site", "cross-site"));

        assertThat(answer.status()).isEqualTo(403);
    }

    private Map<String, String> form(String name) {
        String page = platform.api().get(PATH, Optional.empty()).text();
        Matcher request = HIDDEN.matcher(page);
        assertThat(request.find()).isTrue();
        Map<String, String> form = new HashMap<>();
        form.put("request", request.group(1));
        form.put("username", name);
        form.put("email", name + "@example.org");
        form.put("password", Population.password());
        form.put("agreement", "true");
        return form;
    }

    private ApiResponse send(Map<String, String> form) {
        return platform.api().post(PATH, Optional.empty(), form);
    }
}
