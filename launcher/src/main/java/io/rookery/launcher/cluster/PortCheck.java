package io.rookery.launcher.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks that all ports are free before anything is started. */
final class PortCheck {

    private static final int PID_FILE_DEPTH = 5;
    private static final Pattern FIRST_NUMBER = Pattern.compile("^(\\d+)");

    private PortCheck() {}

    /**
     * Requires that no other program uses a port of the cluster.
     *
     * @param state the cluster's own directory; processes that an earlier launcher left running
     *     there do not count, because the next start ends them
     * @throws ClusterException if a port is taken
     */
    static void requireFree(ClusterSettings settings, StateDirectory state) throws IOException {
        var complaint = complaint(settings, state.directory());
        if (complaint.isPresent()) {
            throw new ClusterException(complaint.get());
        }
    }

    /**
     * One sentence about a port that another program uses. Empty if all are free.
     *
     * @param directory of the cluster
     */
    static Optional<String> complaint(ClusterSettings settings, Path directory) throws IOException {
        var shards = LocalShards.of(directory, settings.shards()).present();
        var address = address(settings.address());
        var loopback = InetAddress.getLoopbackAddress();
        for (var use : uses(settings, shards).entrySet()) {
            var isGateway = use.getValue().equals("the gateway");
            if (isFree(isGateway ? address : loopback, use.getKey())) {
                continue;
            }
            var owner = PortOwner.of(use.getKey());
            if (owner.isPresent() && ownLeftovers(directory).contains(owner.get().pid())) {
                continue;
            }
            return Optional.of(
                    "Port %d, which %s needs, is in use%s; free it or choose others with --port."
                            .formatted(
                                    use.getKey(),
                                    use.getValue(),
                                    owner.map(who -> " by " + who).orElse("")));
        }
        return Optional.empty();
    }

    private static InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new ClusterException("There is no address \"" + name + "\" to listen on.", e);
        }
    }

    /** All ports of the cluster, and what uses each. */
    private static Map<Integer, String> uses(ClusterSettings settings, List<Integer> shards) {
        var ports = settings.ports();
        var instances = settings.instances();
        var uses = new LinkedHashMap<Integer, String>();
        for (int i = 0; i < instances.gateway(); i++) {
            uses.put(ports.gateway(i), "the gateway");
            uses.put(ports.gatewayManagement(i), "the gateway's management");
        }
        FaultProxies.targets(settings, shards)
                .forEach((name, port) -> {
                    uses.put(port, name);
                    if (settings.links()) {
                        uses.put(ports.link(port), "the link to " + name);
                    }
                });
        for (int i = 0; i < ServicePlan.REDIS_NODES; i++) {
            uses.put(ports.redis() + ServicePlan.REDIS_NODES + i, "Redis");
        }
        int zooKeepers = settings.zooKeepers();
        for (int i = 0; i < (zooKeepers == 1 ? 1 : 3 * zooKeepers); i++) {
            uses.put(ports.zookeeper() + i, "ZooKeeper");
        }
        uses.put(ports.control(), "the launcher");
        uses.put(ports.switchover(), "the launcher");
        return uses;
    }

    private static boolean isFree(InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<Long> ownLeftovers(Path directory) throws IOException {
        var pids = new HashSet<Long>();
        if (!Files.isDirectory(directory)) {
            return pids;
        }
        try (var files = Files.find(directory, PID_FILE_DEPTH, (file, _) -> isPidFile(file))) {
            for (var file : files.toList()) {
                var number = FIRST_NUMBER.matcher(Files.readString(file));
                if (number.find()) {
                    pids.add(Long.parseLong(number.group(1)));
                }
            }
        }
        return pids;
    }

    private static boolean isPidFile(Path file) {
        return file.toString().endsWith(".pid");
    }
}
