package io.rookery.kit.error;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

class RetryAfterTest {

    private final MockMvc api =
            MockMvcBuilders.standaloneSetup(new Refusing())
                    .setControllerAdvice(new ApiErrorAdvice(WriteOutcome.NOTHING_WRITTEN))
                    .addFilters(new RetryAfterFilter())
                    .build();

    @ParameterizedTest
    @ValueSource(strings = {"/refused", "/answered", "/sent", "/failed"})
    void isSaidOnceByEveryRefusalThatWillPass(String how) throws Exception {
        assertThat(retryAfter(how + "?status=503")).containsExactly("1");
        assertThat(retryAfter(how + "?status=429")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/refused", "/answered", "/sent", "/failed"})
    void isNotSaidByAnyOtherAnswer(String how) throws Exception {
        assertThat(retryAfter(how + "?status=404")).isEmpty();
        assertThat(retryAfter(how + "?status=500")).isEmpty();
    }

    @Test
    void isWhatTheOneWhoKnowsSays() throws Exception {
        assertThat(retryAfter("/unavailable")).containsExactly("7");
        assertThat(retryAfter("/known")).containsExactly("9");
    }

    private List<String> retryAfter(String path) throws Exception {
        return api.perform(MockMvcRequestBuilders.get(path))
                .andReturn()
                .getResponse()
                .getHeaders(HttpHeaders.RETRY_AFTER);
    }

    @RestController
    static class Refusing {

        @GetMapping("/refused")
        void refused(@RequestParam int status) {
            throw new ApiException(HttpStatus.valueOf(status), "no");
        }

        @GetMapping("/answered")
        ResponseEntity<String> answered(@RequestParam int status) {
            return ResponseEntity.status(status).body("no");
        }

        @GetMapping("/sent")
        void sent(@RequestParam int status, HttpServletResponse answer) throws IOException {
            answer.sendError(status);
        }

        @GetMapping("/failed")
        void failed(@RequestParam int status) {
            throw new ResponseStatusException(HttpStatus.valueOf(status));
        }

        @GetMapping("/unavailable")
        void unavailable() {
            throw new UnavailableException("gone", null, Duration.ofSeconds(7));
        }

        @GetMapping("/known")
        ResponseEntity<String> known() {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, "9")
                    .body("no");
        }
    }
}
