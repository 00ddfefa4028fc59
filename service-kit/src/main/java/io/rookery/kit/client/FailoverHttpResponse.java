package io.rookery.kit.client;

import io.rookery.kit.failover.UpstreamResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** An {@link UpstreamResponse} as Spring's HTTP clients read it. */
final class FailoverHttpResponse implements ClientHttpResponse {

    private final UpstreamResponse answer;
    private final HttpHeaders headers = new HttpHeaders();
    private final InputStream body;

    FailoverHttpResponse(UpstreamResponse answer) {
        this.answer = answer;
        answer.headers().forEach(header -> headers.add(header.getName(), header.getValue()));
        this.body = answer.body();
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return HttpStatusCode.valueOf(answer.status());
    }

    @Override
    public String getStatusText() {
        return "";
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public InputStream getBody() {
        return body;
    }

    @Override
    public void close() {
        try {
            answer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
