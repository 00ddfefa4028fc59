package io.rookery.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Generates malformed requests. Starts with a well-formed request, replaces one to four of its
 * parts by malformed inputs, and sometimes changes single bytes. The same seed gives the same
 * request.
 */
final class RequestFuzzer {

    /**
     * Lengths of long texts. The longest exceeds the maximum size of a head and of a request
     * target.
     */
    private static final int[] LENGTHS = {50, 300, 2_500, 9_000, 40_000};

    private static final byte[] TLS_HELLO =
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
                    .getBytes(ISO_8859_1);
    private static final byte[] HTTP_2 =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000"
                    .getBytes(ISO_8859_1);

    private final List<String> paths;
    private final List<String> ids;
    private final List<String> tokens;

    /**
     * @param paths paths such as {@code /api/v1/statuses/{id}}
     * @param ids existing ids and names
     * @param tokens access tokens, which some of the requests carry
     */
    RequestFuzzer(List<String> paths, List<String> ids, List<String> tokens) {
        this.paths = List.copyOf(paths);
        this.ids = List.copyOf(ids);
        this.tokens = List.copyOf(tokens);
    }

    byte[] request(long seed) {
        Random random = new Random(seed);
        int kind = random.nextInt(100);
        if (kind == 0) {
            return noise(random);
        }
        if (kind == 1) {
            return random.nextBoolean() ? TLS_HELLO : HTTP_2;
        }
        MalformedRequest draft = wellFormed(random);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            spoil(draft, random);
        }
        byte[] bytes = draft.bytes();
        return random.nextInt(3) == 0 ? spoil(bytes, random) : bytes;
    }

    private MalformedRequest wellFormed(Random random) {
        MalformedRequest draft = new MalformedRequest();
        draft.method = any(List.of("GET", "GET", "GET", "POST", "PUT", "PATCH", "DELETE"), random);
        String id = random.nextBoolean() ? any(ids, random) : Integer.toString(random.nextInt(9));
        draft.path = any(paths, random).replaceAll("\\{[^}]*}", id);
        if (random.nextInt(3) > 0) {
            draft.headers.add("Authorization: Bearer " + any(tokens, random));
        }
        if (!draft.method.equals("GET") && random.nextBoolean()) {
            draft.body("application/x-www-form-urlencoded", "status=x&username=y");
        }
        return draft;
    }

    private void spoil(MalformedRequest draft, Random random) {
        switch (random.nextInt(9)) {
            case 0 -> {
                String[] segments = draft.path.split("/", -1);
                segments[random.nextInt(segments.length)] = text(random);
                draft.path = String.join("/", segments);
            }
            case 1 -> draft.path += random.nextBoolean() ? "/" : '/' + text(random);
            case 2, 3 ->
                    draft.query +=
                            (draft.query.isEmpty() ? "" : "&")
                                    + any(MalformedInputs.PARAMETERS, random)
                                    + '='
                                    + text(random);
            case 4 -> draft.headers.add(any(MalformedInputs.HEADERS, random));
            case 5 ->
                    draft.body(
                            any(MalformedInputs.TYPES, random),
                            any(MalformedInputs.BODIES, random));
            case 6 -> draft.headers.add("X-Long: " + "x".repeat(any(random)));
            case 7 -> {
                switch (random.nextInt(4)) {
                    case 0 -> draft.method = any(MalformedInputs.METHODS, random);
                    case 1 -> draft.version = any(MalformedInputs.VERSIONS, random);
                    case 2 -> draft.headers.removeFirst();
                    default -> draft.tellsLength = false;
                }
            }
            default ->
                    draft.body = Arrays.copyOf(draft.body, random.nextInt(draft.body.length + 1));
        }
        if (draft.headers.isEmpty()) {
            draft.headers.add("Host: x");
        }
    }

    private static String text(Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> any(MalformedInputs.NUMBERS, random);
            case 3 -> any(MalformedInputs.TEXTS, random).repeat(1 + random.nextInt(50));
            case 4 -> "x".repeat(any(random));
            default -> any(MalformedInputs.TEXTS, random);
        };
    }

    private static byte[] spoil(byte[] bytes, Random random) {
        byte[] spoilt = bytes.clone();
        for (int i = 0; i <= random.nextInt(4) && spoilt.length > 0; i++) {
            int at = random.nextInt(spoilt.length);
            switch (random.nextInt(4)) {
                case 0 -> spoilt[at] = (byte) random.nextInt(256);
                case 1 -> spoilt = Arrays.copyOf(spoilt, at);
                case 2 -> {
                    int length = Math.min(spoilt.length - at, 1 + random.nextInt(20));
                    byte[] cut = new byte[spoilt.length - length];
                    System.arraycopy(spoilt, 0, cut, 0, at);
                    System.arraycopy(spoilt, at + length, cut, at, cut.length - at);
                    spoilt = cut;
                }
                default -> {
                    byte[] twice = Arrays.copyOf(spoilt, spoilt.length + at);
                    System.arraycopy(spoilt, 0, twice, spoilt.length, at);
                    spoilt = twice;
                }
            }
        }
        return spoilt;
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[1 + random.nextInt(600)];
        random.nextBytes(noise);
        return noise;
    }

    private static int any(Random random) {
        return LENGTHS[random.nextInt(LENGTHS.length)];
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
