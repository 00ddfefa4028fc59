package io.rookery.feed.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Checks what is sent for optional parameters. */
class UserServiceTest {

    private static final String ADDRESS = "http://user-service";
    private static final String NO_RULES = "{\"hidden\":[],\"no_reblogs\":[],\"languages\":{}}";

    private final RestClient.Builder builder = RestClient.builder().baseUrl(ADDRESS);
    private final MockRestServiceServer server = MockRestServiceServer.bindTo(builder).build();
    private final UserService users =
            HttpServiceProxyFactory.builderFor(RestClientAdapter.create(builder.build()))
                    .build()
                    .createClient(UserService.class);

    @Test
    void isAskedForAllRulesOrForThoseAboutSome() {
        expect("/internal/accounts/7/rules", NO_RULES);
        expect("/internal/accounts/7/rules?id=8&id=9", NO_RULES);

        assertThat(users.rules(7, List.of()).hidden()).isEmpty();
        assertThat(users.rules(7, List.of(8L, 9L)).hidden()).isEmpty();
        server.verify();
    }

    @Test
    void isAskedForASearchByNobody() {
        expect("/internal/accounts/search?q=a&limit=5&offset=80&following=false", "[]");

        assertThat(users.search("a", 5, 80, null, false)).isEmpty();
        server.verify();
    }

    private void expect(String path, String answer) {
        server.expect(requestTo(ADDRESS + path))
                .andRespond(withSuccess(answer, MediaType.APPLICATION_JSON));
    }
}
