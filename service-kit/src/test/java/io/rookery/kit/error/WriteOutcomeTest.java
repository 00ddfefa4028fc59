package io.rookery.kit.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

class WriteOutcomeTest {

    private boolean committed;

    private final MockMvc api =
            MockMvcBuilders.standaloneSetup(new Failing())
                    .setControllerAdvice(new ApiErrorAdvice(() -> committed))
                    .build();

    @ParameterizedTest
    @CsvSource({
        "/unavailable, 503",
        "/unknown, 504",
        "/refused?status=503, 503",
        "/refused?status=404, 404",
        "/thrown?status=503, 503",
        "/broken, 500"
    })
    void isKnownAsLongAsNothingIsCommitted(String how, int status) throws Exception {
        assertThat(answer(how).getStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/unavailable, 504",
        "/unknown, 504",
        "/refused?status=503, 504",
        "/refused?status=404, 404",
        "/refused?status=429, 429",
        "/thrown?status=503, 504",
        "/broken, 504"
    })
    void isNotKnownWhenTheAnswerFailsAfterACommit(String how, int status) throws Exception {
        committed = true;

        MockHttpServletResponse answer = answer(how);

        assertThat(answer.getStatus()).isEqualTo(status);
        if (status == HttpStatus.GATEWAY_TIMEOUT.value()) {
            assertThat(answer.getContentAsString())
                    .contains(ErrorTexts.of(HttpStatus.GATEWAY_TIMEOUT));
        }
    }

    private MockHttpServletResponse answer(String how) throws Exception {
        return api.perform(MockMvcRequestBuilders.post(how)).andReturn().getResponse();
    }

    /** Fails in every way in which a service can fail. */
    @RestController
    static class Failing {

        @PostMapping("/unavailable")
        void unavailable() {
            throw new UnavailableException("away", null);
        }

        @PostMapping("/unknown")
        void unknown() {
            throw UnavailableException.outcomeUnknown("away", null);
        }

        @PostMapping("/refused")
        void refused(@RequestParam int status) {
            throw new ApiException(HttpStatus.valueOf(status), "refused");
        }

        @PostMapping("/thrown")
        void thrown(@RequestParam int status) {
            throw new ResponseStatusException(HttpStatus.valueOf(status));
        }

        @PostMapping("/broken")
        void broken() {
            throw new IllegalStateException("not foreseen");
        }
    }
}
