package io.rookery.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Mutable draft of a request. None of its parts has to be well-formed. */
final class MalformedRequest {

    String method = "GET";
    String path = "/";
    String query = "";
    String version = "HTTP/1.1";
    byte[] body = {};
    boolean tellsLength = true;
    final List<String> headers = new ArrayList<>(List.of("Host: 127.0.0.1"));

    void body(String type, String text) {
        headers.removeIf(header -> header.startsWith("Content-Type:"));
        headers.add("Content-Type: " + type);
        body = text.getBytes(UTF_8);
    }

    /**
     * Returns the bytes to send. Texts are encoded in UTF-8, as many clients do, although HTTP
     * allows only ASCII in some places.
     */
    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + ' ' + path);
        if (!query.isEmpty()) {
            head.append('?').append(query);
        }
        head.append(' ').append(version).append("\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body.length > 0 && tellsLength) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
