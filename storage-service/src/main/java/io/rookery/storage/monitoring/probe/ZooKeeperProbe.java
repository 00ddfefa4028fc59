package io.rookery.storage.monitoring.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Probes one ZooKeeper server: its state, and which instances it hears from. The instances'
 * connections to ZooKeeper take another path than our requests to them, so they show that an
 * instance is partitioned. Both commands, {@code mntr} and {@code cons}, must be allowed on the
 * server; {@code srvr} always is.
 */
final class ZooKeeperProbe implements Probe {

    private static final int LONGEST_ANSWER = 1 << 20;
    private static final Pattern STATE = Pattern.compile("(?:zk_server_state\\s+|Mode: )(\\w+)");
    private static final Pattern BYTES = Pattern.compile("zk_bytes_received_count\\s+(\\d+)");

    /** Matches {@code /10.0.0.1:50000[1](queued=0,recved=7,sent=7,sid=0x100,lop=PING,...)}. */
    private static final Pattern CONNECTION =
            Pattern.compile("/(\\S+)\\[\\d+]\\(.*?recved=(\\d+),.*?sid=0x([0-9a-f]+),");

    private final Component component;
    private final Map<Long, String> sessions;
    private final InstantSource clock;
    private Map<String, Long> received = Map.of();
    private long bytes;
    private int starts;

    /**
     * @param sessions address of the instance that owns a session, as registered at present, by
     *     session id
     */
    ZooKeeperProbe(Component component, Map<Long, String> sessions, InstantSource clock) {
        this.component = component;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Answer ask(Duration deadline) throws IOException, RefusedException {
        try {
            String said = say("mntr", deadline);
            if (said.contains("not in the whitelist")) {
                said = say("srvr", deadline);
            }
            ComponentReport report = report(said);
            Instant asked = clock.instant();
            return new Answer(component, report.hearing(heard(say("cons", deadline), asked)));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (ConnectException e) {
            throw new RefusedException("it refused the connection: " + e.getMessage());
        } catch (SocketException e) {
            throw new RefusedException("it closed the connection: " + e.getMessage());
        }
    }

    /** Sends a command on a new connection: the server closes the connection after each answer. */
    private String say(String command, Duration deadline) throws IOException {
        int millis = Math.toIntExact(deadline.toMillis());
        int colon = component.address().lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            component.address().substring(0, colon),
                            Integer.parseInt(component.address().substring(colon + 1))),
                    millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            return new String(
                    socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII);
        }
    }

    ComponentReport report(String said) throws RefusedException {
        if (said.isEmpty()) {
            throw new RefusedException("it closed the connection without an answer");
        }
        Matcher state = STATE.matcher(said);
        boolean serves = state.find();
        Role role = serves && state.group(1).equals("leader") ? Role.PRIMARY : Role.MEMBER;
        ComponentReport report = ComponentReport.of(role, serves);
        Matcher count = BYTES.matcher(said);
        return count.find() ? report.started(start(Long.parseLong(count.group(1)))) : report;
    }

    /**
     * Returns a value that changes when the process restarts: only a new process counts from zero
     * again. The uptime that the server reports would not do, for it also restarts with each
     * election.
     */
    private String start(long now) {
        if (now < bytes) {
            starts++;
        }
        bytes = now;
        return Integer.toString(starts);
    }

    /**
     * Returns the instances that have sent packets since the previous probe, on a connection that
     * existed then.
     */
    Map<String, Instant> heard(String connections, Instant asked) {
        Map<String, Instant> heard = new HashMap<>();
        Map<String, Long> now = new HashMap<>();
        for (Matcher line = CONNECTION.matcher(connections); line.find(); ) {
            String connection = line.group(1) + ' ' + line.group(3);
            long packets = Long.parseLong(line.group(2));
            now.put(connection, packets);
            String instance = sessions.get(Long.parseUnsignedLong(line.group(3), 16));
            Long before = received.get(connection);
            if (instance != null && before != null && packets > before) {
                heard.put(instance, asked);
            }
        }
        received = now;
        return heard;
    }

    @Override
    public void close() {
        // no connection is kept
    }
}
