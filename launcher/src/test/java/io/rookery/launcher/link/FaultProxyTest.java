package io.rookery.launcher.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int PATIENCE_MILLIS = 200;

    /** A process id that no process has. */
    private static final long NOBODY = 1L << 40;

    private static final byte[] MANY_BYTES = new byte[24 << 20];

    static {
        new Random(7).nextBytes(MANY_BYTES);
    }

    private final EchoServer server = new EchoServer();
    private final FaultProxy link = FaultProxy.open("echo", 0, server.port());

    @AfterEach
    void closesAll() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void passesEveryByteAndTheEndOfEachStream() throws Exception {
        try (var client = connect()) {
            var sending = sendManyBytesAndTheEnd(client);

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(MANY_BYTES);
            sending.join();
        }
        await().atMost(DEADLINE).until(() -> server.connections() == 0);
    }

    @Test
    void refusesNewConnectionsAndResetsPresentOnes() throws IOException {
        try (var present = connect()) {
            expectEcho(present, "before");

            link.refuse();

            assertThatThrownBy(present.getInputStream()::read)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            // The kernel may still accept a connection while the listening socket is being closed.
            await().atMost(DEADLINE).until(this::isRefused);
            await().atMost(DEADLINE).until(() -> server.connections() == 0);
        }
        link.pass();
        try (var next = connect()) {
            expectEcho(next, "after");
        }
    }

    private boolean isRefused() throws IOException {
        try (var _ = connect()) {
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    @Test
    void deliversLaterWhatItHasDropped() throws IOException {
        try (var present = connect()) {
            expectEcho(present, "before");

            link.drop();

            try (var next = connect()) {
                send(present, "one ");
                send(next, "three");
                expectSilence(present);
                expectSilence(next);
                send(present, "two");
                assertThat(server.received()).isEqualTo("before".length());

                link.pass();

                assertThat(receive(present, 7)).isEqualTo("one two");
                assertThat(receive(next, 5)).isEqualTo("three");
            }
        }
    }

    @Test
    void holdsUpTheSenderOfWhatItDrops() throws Exception {
        try (var client = connect()) {
            link.drop();
            var sending = sendManyBytesAndTheEnd(client);
            expectSilence(client);
            assertThat(sending).isNotDone();

            link.pass();

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(MANY_BYTES);
            sending.join();
        }
    }

    @Test
    void keepsTheOrderOfWhatItDelays() throws IOException {
        try (var client = connect()) {
            link.delay(Duration.ofHours(1));
            send(client, "one ");
            expectSilence(client);

            link.delay(Duration.ofMillis(50));
            send(client, "two ");
            send(client, "three");

            assertThat(receive(client, 13)).isEqualTo("one two three");
        }
    }

    @Test
    void dropsAnswersOnly() throws IOException {
        try (var client = connect()) {
            link.dropFromTarget();
            send(client, "hello");

            await().atMost(DEADLINE).until(() -> server.received() == 5);
            expectSilence(client);

            link.pass();
            assertThat(receive(client, 5)).isEqualTo("hello");
        }
    }

    @Test
    void dropsRequestsOnly() throws IOException {
        try (var client = connect()) {
            expectEcho(client, "before");

            link.dropToTarget();
            send(client, "hello");
            server.sayToAll("unasked");

            assertThat(receive(client, 7)).isEqualTo("unasked");
            expectSilence(client);
            assertThat(server.received()).isEqualTo("before".length());
        }
    }

    @Test
    void keepsTheDeathOfTheTargetSecretWhileItDrops() throws IOException {
        try (var client = connect()) {
            expectEcho(client, "before");
            link.drop();

            server.close();
            expectSilence(client);

            link.pass();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void resetsAClientWhoseTargetDoesNotListen() throws IOException {
        server.close();
        try (var client = connect()) {
            assertThatThrownBy(client.getInputStream()::read).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closesWhateverItIsDoing() throws IOException {
        try (var present = connect()) {
            expectEcho(present, "before");
            link.drop();
            send(present, "after");

            link.close();

            await().atMost(DEADLINE).until(this::isRefused);
            assertThatThrownBy(link::pass).isInstanceOf(IllegalStateException.class);
            await().atMost(DEADLINE).until(() -> server.connections() == 0);
        }
    }

    @Test
    void dropsWhatOneProcessSendsOnPresentAndNewConnections() throws IOException {
        try (var present = connect()) {
            expectEcho(present, "before");

            link.dropFor(ProcessHandle.current()::pid);

            try (var next = connect()) {
                send(present, "one");
                send(next, "two");
                expectSilence(present);
                expectSilence(next);

                link.pass();

                assertThat(receive(present, 3)).isEqualTo("one");
                assertThat(receive(next, 3)).isEqualTo("two");
            }
        }
    }

    @Test
    void letsOtherProcessesPassWhileItDropsOne() throws IOException {
        try (var present = connect()) {
            link.dropFor(() -> NOBODY);

            try (var next = connect()) {
                expectEcho(present, "one");
                expectEcho(next, "two");
            }
        }
    }

    @Test
    void doesSomethingInsteadOfTheNextAnswerToARequestOfAKindAndOnlyOnce() throws IOException {
        var done = new AtomicInteger();
        link.insteadOfAnswer("POST /a", done::incrementAndGet);
        try (var other = connect();
                var meant = connect()) {
            expectEcho(other, "GET /a");
            expectEcho(other, "POST /b");
            assertThat(done).hasValue(0);

            send(meant, "POST /a");

            assertThatThrownBy(meant.getInputStream()::read).isInstanceOf(SocketException.class);
            assertThat(done).hasValue(1);
            expectEcho(other, "POST /a");
            assertThat(done).hasValue(1);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), link.port()));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        socket.setSoTimeout((int) DEADLINE.toMillis());
        return socket;
    }

    private static CompletableFuture<Void> sendManyBytesAndTheEnd(Socket client) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        client.getOutputStream().write(MANY_BYTES);
                        client.shutdownOutput();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                Thread::startVirtualThread);
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String receive(Socket client, int length) throws IOException {
        return new String(client.getInputStream().readNBytes(length), US_ASCII);
    }

    private static void expectEcho(Socket client, String text) throws IOException {
        send(client, text);
        assertThat(receive(client, text.length())).isEqualTo(text);
    }

    private static void expectSilence(Socket client) throws IOException {
        client.setSoTimeout(PATIENCE_MILLIS);
        assertThatThrownBy(client.getInputStream()::read)
                .isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout((int) DEADLINE.toMillis());
    }
}
