package io.rookery.acceptance.observation;

import io.rookery.launcher.cluster.Cluster;
import io.rookery.launcher.process.ManagedProcess;
import io.rookery.launcher.process.ProcessState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What ZooKeeper's servers say about who is listed in discovery. */
final class Discovery {

    private static final int LIMIT_MILLIS = 1_000;

    /** An entry ends with a session; the {@code dump} command shows what does. */
    private static final Pattern ENTRY =
            Pattern.compile("/rookery/services/[^/\\s]+/[^:\\s]+:(\\d+)");

    private Discovery() {}

    /** Names of instances that are not listed; empty also when no server can say. */
    static List<String> unlisted(Cluster cluster) {
        Optional<String> dump =
                cluster.processes().stream()
                        .filter(process -> process.name().startsWith("zookeeper"))
                        .filter(process -> process.state() == ProcessState.RUNNING)
                        .map(server -> dump(server.port()))
                        .flatMap(Optional::stream)
                        .findFirst();
        return dump.map(said -> missing(cluster, said)).orElse(List.of());
    }

    private static List<String> missing(Cluster cluster, String said) {
        Set<Integer> listed = ports(said);
        return cluster.processes().stream()
                .filter(process -> process.name().contains("-service-"))
                .filter(process -> !listed.contains(announcedPort(cluster, process)))
                .map(ManagedProcess::name)
                .toList();
    }

    /** The ports of the entries in the answer to {@code dump}. */
    static Set<Integer> ports(String dump) {
        return ENTRY.matcher(dump)
                .results()
                .map(entry -> Integer.valueOf(entry.group(1)))
                .collect(Collectors.toSet());
    }

    private static int announcedPort(Cluster cluster, ManagedProcess instance) {
        return cluster.hasLinks() ? cluster.link(instance.name()).port() : instance.port();
    }

    /** Empty when the server does not serve. */
    private static Optional<String> dump(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write("dump".getBytes(StandardCharsets.US_ASCII));
            String said =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Optional.of(said).filter(answer -> answer.contains("ephemeral"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
