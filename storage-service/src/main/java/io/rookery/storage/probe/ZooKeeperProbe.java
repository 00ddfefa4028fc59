package io.rookery.storage.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks one ZooKeeper server by its {@code srvr} command. */
final class ZooKeeperProbe implements Probe {

    private static final int LONGEST_ANSWER = 4096;

    private final Component component;

    ZooKeeperProbe(Component component) {
        this.component = component;
    }

    @Override
    public Component component() {
        return component;
    }

    /** The server closes the connection after each answer, so there is one for each question. */
    @Override
    public Answer ask(Duration deadline) throws IOException, RefusedException {
        int millis = Math.toIntExact(deadline.toMillis());
        int colon = component.address().lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            component.address().substring(0, colon),
                            Integer.parseInt(component.address().substring(colon + 1))),
                    millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            byte[] said = socket.getInputStream().readNBytes(LONGEST_ANSWER);
            return new Answer(component, report(new String(said, StandardCharsets.US_ASCII)));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (ConnectException e) {
            throw new RefusedException("it refused: " + e.getMessage());
        } catch (SocketException e) {
            throw new RefusedException("it cut the connection: " + e.getMessage());
        }
    }

    private static Report report(String said) throws RefusedException {
        if (said.isEmpty()) {
            throw new RefusedException("it closed the connection without a word");
        }
        boolean serves = said.contains("Mode: ");
        boolean leads = said.contains("Mode: leader");
        return Report.of(leads ? Role.PRIMARY : Role.MEMBER, serves);
    }

    @Override
    public void close() {
        // nothing is kept
    }
}
