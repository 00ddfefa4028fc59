package io.rookery.storage.monitoring.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * Probes one Redis node: its role, whether the cluster works, and which nodes it has heard from.
 */
final class RedisProbe implements Probe {

    /** How the reply of a node begins that is still reading its data. */
    private static final String LOADING = "LOADING";

    /** Fields of a line of {@code CLUSTER NODES}. */
    private static final int ID = 0;

    private static final int ADDRESS = 1;
    private static final int FLAGS = 2;
    private static final int PRIMARY_ID = 3;
    private static final int PONG_RECEIVED = 5;
    private static final int LINK = 7;

    private final Component component;
    private final RedisLogin login;
    private @Nullable Jedis connection;

    RedisProbe(Component component, RedisLogin login) {
        this.component = component;
        this.login = login;
    }

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Answer ask(Duration deadline) throws IOException, RefusedException, NotServingException {
        try {
            Jedis open = connection;
            if (open == null) {
                open = connect(deadline);
                connection = open;
            }
            return new Answer(component, ask(open));
        } catch (JedisException e) {
            close();
            if (isSilence(e)) {
                throw new IOException(e);
            }
            String failure = "the probe failed: " + e.getMessage();
            if (String.valueOf(e.getMessage()).startsWith(LOADING)) {
                throw new NotServingException(failure);
            }
            throw new RefusedException(failure);
        }
    }

    /** Errors with which a node refuses writes although it is a primary. */
    private static final Pattern REFUSED_WRITES =
            Pattern.compile("errorstat_(?:OOM|NOREPLICAS|MISCONF):count=(\\d+)");

    /** Sends all commands in one pipeline: on a slow network each round trip costs a second. */
    private static ComponentReport ask(Jedis open) {
        try (Pipeline questions = open.pipelined()) {
            Response<Object> cluster = questions.sendCommand(Command.CLUSTER, "INFO");
            Response<Object> nodes = questions.sendCommand(Command.CLUSTER, "NODES");
            Response<Object> info =
                    questions.sendCommand(Command.INFO, "server", "replication", "errorstats");
            questions.sync();
            boolean works = text(cluster).contains("cluster_state:ok");
            return about(text(info), report(text(nodes), works));
        }
    }

    private static String text(Response<Object> answer) {
        return SafeEncoder.encode((byte[]) answer.get());
    }

    /** Adds what {@code INFO} says to the report. */
    static ComponentReport about(String info, ComponentReport report) {
        long refused =
                REFUSED_WRITES
                        .matcher(info)
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum();
        return report.started(startOf(info))
                .streaming(info.contains("master_link_status:up"))
                .under(ResourcePressure.NONE.withRefusedWrites(refused));
    }

    private static String startOf(String info) {
        return info.lines().filter(line -> line.startsWith("run_id:")).findFirst().orElse("");
    }

    /** Creates the report from the output of {@code CLUSTER NODES}. */
    static ComponentReport report(String clusterNodes, boolean works) {
        Map<String, Instant> heard = new HashMap<>();
        Map<String, String> addresses = new HashMap<>();
        Role role = Role.MEMBER;
        String primary = "-";
        for (String line : clusterNodes.lines().toList()) {
            String[] fields = line.split(" ", -1);
            if (fields.length <= LINK) {
                continue;
            }
            String address = fields[ADDRESS].split("[@,]", -1)[0];
            List<String> flags = List.of(fields[FLAGS].split(",", -1));
            addresses.put(fields[ID], address);
            if (flags.contains("myself")) {
                role = flags.contains("master") ? Role.PRIMARY : Role.REPLICA;
                primary = fields[PRIMARY_ID];
            } else if (fields[LINK].equals("connected")
                    && !flags.contains("fail")
                    && !flags.contains("fail?")) {
                heard.put(address, Instant.ofEpochMilli(Long.parseLong(fields[PONG_RECEIVED])));
            }
        }
        return ComponentReport.of(role, works).following(addresses.get(primary)).hearing(heard);
    }

    private Jedis connect(Duration deadline) {
        int millis = Math.toIntExact(deadline.toMillis());
        int colon = component.address().lastIndexOf(':');
        return new Jedis(
                new HostAndPort(
                        component.address().substring(0, colon),
                        Integer.parseInt(component.address().substring(colon + 1))),
                login.toClientConfig(millis));
    }

    private static boolean isSilence(JedisException failure) {
        if (!(failure instanceof JedisConnectionException)) {
            return false;
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        Jedis open = connection;
        connection = null;
        if (open != null) {
            try {
                open.disconnect();
            } catch (JedisException broken) {
                // closed already
            }
        }
    }
}
