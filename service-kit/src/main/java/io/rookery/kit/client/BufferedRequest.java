package io.rookery.kit.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** An HTTP client request whose body is buffered in memory, so that it can be sent again. */
final class BufferedRequest implements ClientHttpRequest {

    /** Sends the buffered request. */
    @FunctionalInterface
    interface Sender {
        ClientHttpResponse send(URI uri, HttpMethod method, HttpHeaders headers, byte[] body)
                throws IOException;
    }

    private final URI uri;
    private final HttpMethod method;
    private final Sender sender;
    private final HttpHeaders headers = new HttpHeaders();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, Object> attributes = new HashMap<>();

    BufferedRequest(URI uri, HttpMethod method, Sender sender) {
        this.uri = uri;
        this.method = method;
        this.sender = sender;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public OutputStream getBody() {
        return body;
    }

    @Override
    public ClientHttpResponse execute() throws IOException {
        return sender.send(uri, method, headers, body.toByteArray());
    }
}
