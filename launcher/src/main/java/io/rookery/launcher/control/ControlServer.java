package io.rookery.launcher.control;

import com.sun.net.httpserver.HttpExchange;
import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.cluster.ClusterException;
import io.rookery.launcher.loopback.LoopbackServer;
import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Answers the other commands over the loopback interface, if they present the token. */
public final class ControlServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TOKEN_BYTES = 32;

    private final Cluster cluster;
    private final Runnable stop;
    private final Path directory;
    private final LoopbackServer server;

    private ControlServer(Cluster cluster, Runnable stop, String token) throws IOException {
        this.cluster = cluster;
        this.stop = stop;
        this.directory = cluster.directory();
        this.server = new LoopbackServer(cluster.controlPort(), "Bearer " + token);
    }

    /**
     * Starts to listen, and writes port and token into the control file of the cluster's directory.
     *
     * @param stop called when a client asks the cluster to stop; returns immediately
     */
    public static ControlServer start(Cluster cluster, Runnable stop) throws IOException {
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        var token = HexFormat.of().formatHex(bytes);
        var control = new ControlServer(cluster, stop, token);
        control.server.start(
                control::handle,
                stranger -> reply(stranger, 401, new Refusal("The token is missing or wrong.")));
        new ControlFile(
                        ProcessHandle.current().pid(),
                        cluster.controlPort(),
                        token,
                        cluster.gateway().toString())
                .write(control.directory);
        return control;
    }

    @Override
    public void close() {
        try {
            ControlFile.delete(directory);
        } catch (IOException e) {
            log.warn("The control file could not be deleted.", e);
        }
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (ClusterException | LaunchException e) {
            reply(exchange, 404, new Refusal(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("A command failed.", e);
            reply(exchange, 500, new Refusal("The launcher failed; its log says why."));
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        var path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        switch (exchange.getRequestMethod() + " " + path[0] + " " + path.length) {
            case "GET processes 1" -> reply(exchange, 200, cluster.report());
            case "POST processes 3" -> {
                act(path[1], path[2]);
                reply(exchange, 200, cluster.report());
            }
            case "POST shards 1" -> reply(exchange, 200, cluster.changes().add());
            case "POST shards 3" -> {
                removeShard(path[1], path[2]);
                reply(exchange, 200, cluster.report());
            }
            case "POST stop 1" -> {
                reply(exchange, 200, cluster.report());
                stop.run();
            }
            default -> reply(exchange, 404, new Refusal("There is no such command."));
        }
    }

    private void act(String name, String action) {
        var process = cluster.process(name);
        switch (action) {
            case "kill" -> process.kill();
            case "freeze" -> process.freeze();
            case "thaw" -> process.thaw();
            case "restart" -> restart(process);
            default -> throw new ClusterException("There is no command \"" + action + "\".");
        }
        log.info("Command for {}: {}.", name, action);
    }

    private void removeShard(String name, String step) throws IOException, InterruptedException {
        switch (step) {
            case "withdraw" -> cluster.changes().withdraw(name);
            case "stop" -> cluster.changes().stop(name);
            default -> throw new ClusterException("There is no command \"" + step + "\".");
        }
        log.info("Command for {}: {}.", name, step);
    }

    private static void restart(ManagedProcess process) {
        if (!(process instanceof ServiceProcess service)) {
            throw new ClusterException(
                    "Only instances of services can be restarted, and %s is not one."
                            .formatted(process.name()));
        }
        try {
            service.restart();
        } catch (LaunchException e) {
            throw new ClusterException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void reply(HttpExchange exchange, int status, Object body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        LoopbackServer.reply(exchange, status, JSON.writeValueAsBytes(body));
    }
}
