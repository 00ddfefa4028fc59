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

/** Sends spoilt requests to one address, each by a connection of its own. */
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
     * What came of a run.
     *
     * @param statuses how many answers had each status; 0 stands for none
     * @param findings what was wrong, the first few, with the seeds of their requests
     */
    public record Outcome(Map<Integer, Long> statuses, List<String> findings) {}

    /**
     * Sends requests that are drawn by the seeds from the first one on.
     *
     * @param paths of well-formed requests, such as {@code /api/v1/statuses/{id}}
     * @param ids what there is, in the place of some of the variables
     * @param tokens with which some of them come
     */
    public static Outcome against(
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
        return new Outcome(counts, run.findings.stream().limit(MOST_FINDINGS).toList());
    }

    private void send(InetAddress source, long seed) {
        byte[] request = fuzzer.request(seed);
        ResponseVerdict verdict;
        StringBuilder end = new StringBuilder();
        try {
            verdict = ResponseVerdict.of(request, answerTo(source, request, end));
        } catch (SocketTimeoutException _) {
            verdict = new ResponseVerdict(OptionalInt.empty(), "It is not answered in time");
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
     * What is limited by address is not used up for others who come from this machine, and each
     * address has ports enough.
     */
    private static void comeFrom(InetAddress source, Socket socket) throws IOException {
        try {
            socket.bind(new InetSocketAddress(source, 0));
        } catch (BindException _) {
            // This machine has one address of its own only.
            socket.bind(null);
        }
    }

    private static String beginning(byte[] request) {
        String text = new String(request, 0, Math.min(request.length, SHOWN), ISO_8859_1);
        return text.replace("\r\n", "\\n").replaceAll("[^ -~]", "?");
    }

    /**
     * Sends all of it, says that there is no more, and reads to the end.
     *
     * @param end is told how the connection ended, in brackets, if not in order
     */
    private byte[] answerTo(InetAddress source, byte[] request, StringBuilder end)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
            // The ports of many short connections are free again at once.
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
                // The server has heard enough; what it has said until then counts.
                end.append(" (").append(e.getMessage()).append(')');
            }
        }
        return answer.toByteArray();
    }
}
