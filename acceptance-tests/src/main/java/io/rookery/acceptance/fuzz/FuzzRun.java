package io.rookery.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends malformed requests to one address, each on its own connection, and checks the responses.
 */
public final class FuzzRun {

    private static final int SENDERS = 8;
    private static final int MOST_FINDINGS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int NO_STATUS = 0;
    private static final int SHOWN = 400;
    private static final int FIRST_SOURCE = 2;

    private final InetSocketAddress address;
    private final RequestFuzzer fuzzer;
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<String> findings = new ConcurrentLinkedQueue<>();

    private FuzzRun(URI base, RequestFuzzer fuzzer) {
        this.address = new InetSocketAddress(base.getHost(), base.getPort());
        this.fuzzer = fuzzer;
    }

    /**
     * Result of a run.
     *
     * @param statuses number of responses by status; 0 stands for no response
     * @param findings the first few problems, with the seeds of their requests
     */
    public record FuzzResult(Map<Integer, Long> statuses, List<String> findings) {}

    /**
     * Sends requests that are generated from consecutive seeds, and waits for all responses.
     *
     * @param paths paths of well-formed requests, such as {@code /api/v1/statuses/{id}}
     * @param ids existing ids and names, which replace some of the variables
     * @param tokens access tokens, which some of the requests carry
     */
    public static FuzzResult against(
            URI base,
            List<String> paths,
            List<String> ids,
            List<String> tokens,
            long firstSeed,
            long requests)
            throws InterruptedException {
        FuzzRun run = new FuzzRun(base, new RequestFuzzer(paths, ids, tokens));
        AtomicLong next = new AtomicLong(firstSeed);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SENDERS; i++) {
                InetAddress source = InetAddress.ofLiteral("127.0.0." + (i + FIRST_SOURCE));
                senders.execute(() -> {
                    long seed = next.getAndIncrement();
                    while (seed < firstSeed + requests) {
                        run.send(source, seed);
                        seed = next.getAndIncrement();
                    }
                });
            }
        }
        Map<Integer, Long> counts = new ConcurrentSkipListMap<>();
        run.statuses.forEach((status, count) -> counts.put(status, count.sum()));
        long sent = counts.values().stream().mapToLong(Long::longValue).sum();
        if (sent != requests) {
            run.findings.add("Only %d of %d requests were sent".formatted(sent, requests));
        }
        return new FuzzResult(counts, run.findings.stream().limit(MOST_FINDINGS).toList());
    }

    private void send(InetAddress source, long seed) {
        byte[] request = fuzzer.request(seed);
        ResponseVerdict verdict;
        StringBuilder end = new StringBuilder();
        try {
            verdict = ResponseVerdict.of(request, answerTo(source, request, end));
        } catch (SocketTimeoutException _) {
            verdict = new ResponseVerdict(OptionalInt.empty(), "The request timed out");
        } catch (IOException e) {
            verdict = new ResponseVerdict(OptionalInt.empty(), e.toString());
        }
        statuses.computeIfAbsent(verdict.status().orElse(NO_STATUS), _ -> new LongAdder())
                .increment();
        if (verdict.complaint() != null && findings.size() < MOST_FINDINGS) {
            findings.add(
                    "%s%s, seed %d: %s"
                            .formatted(verdict.complaint(), end, seed, beginning(request)));
        }
    }

    /**
     * Binds the socket to a source address. With several source addresses, rate limits by address
     * do not affect other clients on this machine, and there are enough ports.
     */
    private static void comeFrom(InetAddress source, Socket socket) throws IOException {
        try {
            socket.bind(new InetSocketAddress(source, 0));
        } catch (BindException _) {
            // This machine has only one loopback address.
            socket.bind(null);
        }
    }

    private static String beginning(byte[] request) {
        String text = new String(request, 0, Math.min(request.length, SHOWN), ISO_8859_1);
        return text.replace("\r\n", "\\n").replaceAll("[^ -~]", "?");
    }

    /**
     * Sends the whole request, shuts down the output, and reads until the server closes the
     * connection.
     *
     * @param end receives in brackets how the connection ended, if it did not end normally
     */
    private byte[] answerTo(InetAddress source, byte[] request, StringBuilder end)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
            // Closes with a reset, so that the ports of many short connections are free
            // immediately.
            socket.setSoLinger(true, 0);
            comeFrom(source, socket);
            socket.connect(address);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                socket.getInputStream().transferTo(answer);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                // The server closed the connection early. What it has sent until then counts.
                end.append(" (").append(e.getMessage()).append(')');
            }
        }
        return answer.toByteArray();
    }
}
