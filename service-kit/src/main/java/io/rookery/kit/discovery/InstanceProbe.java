package io.rookery.kit.discovery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/** Asks an instance itself whether it is there for requests. */
public final class InstanceProbe implements AutoCloseable {

    /** What a probe has found out. */
    public enum Result {
        /** It answers, and wants requests. */
        ALIVE,
        /** Nobody listens there, or it says that it is leaving. */
        GONE,
        /** No answer in time, or no way to it. */
        SILENT
    }

    private static final int OK = 200;

    private final Duration timeout;
    private final HttpClient client;

    /** Probes that wait for an answer no longer than the timeout. */
    public InstanceProbe(Duration timeout) {
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /** Waits for the answer no longer than the probe timeout. */
    public Result probe(ServiceInstance instance) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(instance.getUri().resolve("/actuator/health/readiness"))
                        .timeout(timeout)
                        .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return status == OK ? Result.ALIVE : Result.GONE;
        } catch (ConnectException e) {
            return resultOf(e);
        } catch (IOException e) {
            return Result.SILENT;
        }
    }

    /**
     * A host that cannot be reached says nothing, least of all that its instance has gone: what
     * that instance was at is not finished in good order, as by one that no longer listens.
     */
    static Result resultOf(ConnectException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoRouteToHostException) {
                return Result.SILENT;
            }
        }
        return Result.GONE;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
