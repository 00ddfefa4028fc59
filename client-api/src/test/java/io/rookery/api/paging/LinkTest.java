package io.rookery.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class LinkTest {

    @Test
    void namesTheOlderPageFirstWithAbsoluteAddresses() {
        MockHttpServletRequest request =
                new MockHttpServletRequest("GET", "/api/v1/timelines/home");
        request.addHeader("Host", "127.0.0.1:3101");
        request.addHeader("X-Forwarded-Host", "rookery.example");
        request.addHeader("X-Forwarded-Proto", "https");
        request.setQueryString("limit=2&max_id=90&local=true");
        assertThat(Link.header(request, 80, 70))
                .isEqualTo(
                        "<https://rookery.example/api/v1/timelines/home?limit=2&local=true&max_id=70>;"
                                + " rel=\"next\", "
                                + "<https://rookery.example/api/v1/timelines/home?limit=2&local=true&min_id=80>;"
                                + " rel=\"prev\"");
    }

    @Test
    void hasNoLinkOnAnEmptyPage() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/x");
        assertThat(Link.page(request, List.<Long>of(), id -> id).getHeaders().get("Link")).isNull();
        assertThat(Link.page(request, List.of(9L, 4L), id -> id).getHeaders().getFirst("Link"))
                .contains("max_id=4>; rel=\"next\"", "min_id=9>; rel=\"prev\"");
    }
}
