package io.rookery.launcher.zookeeper;

import io.rookery.launcher.process.LaunchException;
import io.rookery.launcher.process.ProcessSpec;
import io.rookery.launcher.process.ProcessState;
import io.rookery.launcher.process.Signal;
import io.rookery.launcher.process.SupervisedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One ZooKeeper server in its own JVM. */
final class ZooKeeperServer extends SupervisedProcess {
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration MODE_LIMIT = Duration.ofSeconds(1);

    /**
     * Requires a SASL login of all clients and of all servers that join. SASL's DIGEST-MD5 is the
     * only way to log in with a password, and FIPS does not approve it.
     */
    private static final String LOGINS_ONLY =
            """
            authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider
            sessionRequireClientSASLAuth=true
            DigestAuthenticationProvider.enabled=false
            superUser=admin
            quorum.auth.enableSasl=true
            quorum.auth.learnerRequireSasl=true
            quorum.auth.serverRequireSasl=true
            fips-mode=false
            """;

    private final int port;
    private final Path directory;
    private final String configuration;
    private final Optional<Path> logins;
    private final int id;
    private final Consumer<ZooKeeperServer> died;

    /**
     * A server that is not started yet.
     *
     * @param died called each time its process has ended
     */
    ZooKeeperServer(ZooKeeperSettings settings, int index, Consumer<ZooKeeperServer> died) {
        super(settings.servers() == 1 ? "zookeeper" : "zookeeper-" + index);
        this.died = died;
        this.id = index + 1;
        this.port = settings.basePort() + index;
        this.directory = settings.directory().resolve(name());
        this.logins = settings.logins();
        this.configuration = configuration(settings);
    }

    private String configuration(ZooKeeperSettings settings) {
        StringBuilder lines =
                new StringBuilder(
                        """
                        tickTime=500
                        initLimit=20
                        syncLimit=10
                        minSessionTimeout=1000
                        maxSessionTimeout=40000
                        dataDir=data
                        clientPortAddress=127.0.0.1
                        clientPort=%d
                        maxClientCnxns=200
                        admin.enableServer=false
                        4lw.commands.whitelist=srvr,mntr,cons
                        autopurge.snapRetainCount=3
                        autopurge.purgeInterval=1
                        """
                                .formatted(port));
        if (settings.logins().isPresent()) {
            lines.append(LOGINS_ONLY);
        }
        if (settings.servers() > 1) {
            int first = settings.basePort() + settings.servers();
            for (int server = 0; server < settings.servers(); server++) {
                int peer = first + 2 * server;
                lines.append("server.%d=127.0.0.1:%d:%d%n".formatted(server + 1, peer, peer + 1));
            }
        }
        return lines.toString();
    }

    /** Starts the process without waiting for readiness. */
    void start() {
        try {
            Path data = Files.createDirectories(directory.resolve("data"));
            Files.writeString(data.resolve("myid"), id + "\n");
            Files.writeString(directory.resolve("zoo.cfg"), configuration);
        } catch (IOException e) {
            throw new LaunchException(name() + " cannot write its configuration", e);
        }
        launch(ProcessSpec.of(name(), directory, log(), command()));
    }

    private List<String> command() {
        var command = new ArrayList<>(options());
        logins.ifPresent(file -> command.add("-Djava.security.auth.login.config=" + file));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                        "zoo.cfg"));
        return command;
    }

    private static List<String> options() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=0.05",
                "-Xms16m",
                "-Xmx96m",
                "-Xss512k",
                // In KiB: the transaction log grows by this, by default by 64 MiB.
                "-Dzookeeper.preAllocSize=4096",
                "-Dlogback.configurationFile=zookeeper-logback.xml");
    }

    /** The server's mode, if it serves clients: standalone, leader or follower. */
    Optional<String> mode() {
        try {
            return ask(MODE_LIMIT)
                    .lines()
                    .filter(line -> line.startsWith("Mode: "))
                    .map(line -> line.substring("Mode: ".length()))
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Returns false when the server does not answer in time. Returns true also when it refuses to
     * answer.
     */
    boolean answers(Duration limit) {
        try {
            ask(limit);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private String ask(Duration limit) throws IOException {
        int millis = Math.toIntExact(limit.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    void stop() {
        stop(Signal.TERM, GRACE);
    }

    @Override
    public Path log() {
        return directory.resolve(name() + ".log");
    }

    @Override
    protected void ended() {
        died.accept(this);
    }

    @Override
    public String role() {
        return state() == ProcessState.RUNNING ? mode().orElse("starting") : "none";
    }

    @Override
    public int port() {
        return port;
    }
}
