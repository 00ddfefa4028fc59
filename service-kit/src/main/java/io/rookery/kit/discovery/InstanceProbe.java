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

/** Probes an instance: asks its readiness endpoint whether it accepts requests. */
public final class InstanceProbe implements AutoCloseable {

    /** The result of a probe. */
    public enum Result {
        /** The instance answers and accepts requests. */
        ALIVE,
        /** Nothing listens there, or the instance answers that it accepts no requests. */
        GONE,
        /** There is no answer in time, or no route to the host. */
        SILENT
    }

    private static final int OK = 200;

    private final Duration timeout;
    private final HttpClient client;

    /**
     * Creates a probe.
     *
     * @param timeout for connecting, and for the answer
     */
    public InstanceProbe(Duration timeout) {
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /** Probes the instance. Waits for the answer no longer than the timeout. */
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
     * Classifies a failure to connect. An unreachable host does not prove that its instance has
     * gone. An instance that no longer listens has finished its work in good order; an instance on
     * an unreachable host may not have.
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
