package io.rookery.acceptance.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {

    private static final String SIZED = "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhello";
    private static final String EMPTY = "HTTP/1.1 204 \r\nX-Any: thing\r\n\r\n";
    private static final String CHUNKED =
            "HTTP/1.1 503 \r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\na\r\n0123456789\r\n0\r\n\r\n";
    private static final String LAST =
            "HTTP/1.1 400 \r\nContent-Length: 2\r\nConnection: close\r\n\r\nno";

    private final ResponseParser parser = new ResponseParser();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void findsTheEndOfEachAnswerHoweverTheBytesArrive(int atOnce) throws IOException {
        assertThat(statusOf(SIZED, atOnce)).isEqualTo(200);
        assertThat(statusOf(EMPTY, atOnce)).isEqualTo(204);
        assertThat(statusOf(CHUNKED, atOnce)).isEqualTo(503);
        assertThat(parser.isKept()).isTrue();
        assertThat(statusOf(LAST, atOnce)).isEqualTo(400);
        assertThat(parser.isKept()).isFalse();
    }

    /** Returns the status. Checks that the response is complete only after its last byte. */
    private int statusOf(String answer, int atOnce) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        int taken = 0;
        boolean isWhole = false;
        while (taken < bytes.length) {
            assertThat(isWhole).isFalse();
            int length = Math.min(atOnce, bytes.length - taken);
            isWhole = parser.accept(ByteBuffer.wrap(bytes, taken, length));
            taken += length;
        }
        assertThat(isWhole).isTrue();
        return parser.status();
    }
}
