package io.rookery.kit.failover;

import io.rookery.kit.admission.Admission;
import io.rookery.kit.deadline.Deadline;
import io.rookery.kit.failover.HangDetector.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/** Sends a request to one instance and reads its answer. */
final class InstanceTransport implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InstanceTransport.class);
    private static final byte[] NOTHING = {};
    private static final Timeout LEASE = Timeout.ofSeconds(1);
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);
    private static final TimeValue UNCHECKED = TimeValue.ofSeconds(2);

    private final MinimalHttpClient client;
    private final int answerBuffer;
    private final Duration answerMargin;
    private final HangDetector watch;
    private final Admission admission;

    /**
     * @param admission says whether this instance is strained; a header tells the called instances
     */
    InstanceTransport(FailoverSettings settings, HangDetector watch, Admission admission) {
        PoolingHttpClientConnectionManager connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(settings.connectionsPerInstance())
                        .setMaxConnTotal(Integer.MAX_VALUE)
                        .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                        .setSocketTimeout(Timeout.of(settings.attemptTimeout()))
                                        .setIdleTimeout(IDLE.toTimeout())
                                        .setValidateAfterInactivity(UNCHECKED)
                                        .build())
                        .build();
        this.client = HttpClients.createMinimal(connections);
        this.watch = watch;
        this.admission = admission;
        this.answerMargin = settings.answerMargin();
        this.answerBuffer = Math.toIntExact(settings.answerBuffer().toBytes());
    }

    /**
     * Sends the request.
     *
     * @param silence how long the instance may be silent, before its answer and within it
     * @param span parent of the instance's own spans
     * @throws AttemptException if there is no answer, or an incomplete one, whatever the cause
     */
    UpstreamResponse send(
            ServiceInstance instance,
            OutboundRequest request,
            Deadline deadline,
            Duration silence,
            AttemptSpan span)
            throws AttemptException {
        SendingContext context = new SendingContext();
        HttpUriRequestBase outbound;
        try {
            outbound = outbound(instance, request, deadline, span);
        } catch (RuntimeException e) {
            throw failed(e, context, null);
        }
        context.setRequestConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(LEASE)
                        .setResponseTimeout(silence.toMillis(), TimeUnit.MILLISECONDS)
                        .build());
        try (Attempt attempt = watch.begin(instance, deadline, outbound)) {
            try {
                return exchange(instance, outbound, context, attempt);
            } catch (IOException | RuntimeException e) {
                // The client throws unchecked exceptions if an attempt is cancelled between two of
                // its steps.
                throw failed(e, context, attempt);
            }
        }
    }

    private HttpUriRequestBase outbound(
            ServiceInstance instance,
            OutboundRequest request,
            Deadline deadline,
            AttemptSpan span) {
        HttpUriRequestBase outbound = new HttpUriRequestBase(request.method(), instance.getUri());
        outbound.setPath(request.target());
        outbound.setHeaders(request.headers().toArray(Header[]::new));
        outbound.setHeader(
                Deadline.HEADER, Long.toString(deadline.remainingFor(answerMargin).toMillis()));
        if (admission.isStrained()) {
            outbound.setHeader(Admission.STRAINED_HEADER, "1");
        }
        span.sendAlong(outbound);
        outbound.setEntity(request.body());
        return outbound;
    }

    private static AttemptException failed(
            Exception failure, SendingContext context, @Nullable Attempt attempt) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        boolean cancelled = attempt != null && attempt.wasTakenAway();
        boolean gaveUp = attempt != null && attempt.wasGivenUp();
        if (failure instanceof RuntimeException && !cancelled && !gaveUp && !interrupted) {
            log.warn("An attempt failed unexpectedly", failure);
        }
        return new AttemptException(
                AttemptFailure.of(failure, context.maybeSent(), cancelled, gaveUp, interrupted),
                failure);
    }

    private UpstreamResponse exchange(
            ServiceInstance instance,
            HttpUriRequestBase outbound,
            SendingContext context,
            Attempt attempt)
            throws IOException {
        HttpHost host = new HttpHost("http", instance.getHost(), instance.getPort());
        ClassicHttpResponse response = client.executeOpen(host, outbound, context);
        attempt.answered();
        try {
            return read(Objects.requireNonNull(instance.getInstanceId()), response);
        } catch (IOException | RuntimeException e) {
            Closer.closeQuietly(response);
            throw e;
        }
    }

    private UpstreamResponse read(String instanceId, ClassicHttpResponse response)
            throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] head = NOTHING;
        InputStream rest = null;
        if (entity != null) {
            InputStream content = entity.getContent();
            long length = entity.getContentLength();
            head =
                    content.readNBytes(
                            length < 0 ? answerBuffer : (int) Math.min(length, answerBuffer));
            if (head.length == answerBuffer && length != answerBuffer) {
                rest = content;
            } else {
                // Closing the stream at its end returns the connection to the pool.
                content.close();
            }
        }
        if (rest == null) {
            response.close();
        }
        return new UpstreamResponse(
                instanceId, response.getCode(), response.getHeaders(), head, rest);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
