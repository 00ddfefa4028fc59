package io.rookery.kit.body;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Checks the encoding of a request body by its headers. */
final class BodyForm {

    private static final Set<Charset> READ =
            Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

    private BodyForm() {}

    /** Whether the body is not compressed, and its charset is UTF-8, US-ASCII or not declared. */
    static boolean isSupported(Request request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            return false;
        }
        String type = request.getContentType();
        if (type == null || type.isBlank()) {
            return true;
        }
        try {
            Charset charset = MediaType.parseMediaType(type).getCharset();
            return charset == null || READ.contains(charset);
        } catch (InvalidMediaTypeException | UnsupportedCharsetException e) {
            return false;
        }
    }
}
