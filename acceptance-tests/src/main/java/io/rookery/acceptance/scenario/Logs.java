package io.rookery.acceptance.scenario;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Searches what the services have logged since a given moment: errors, and the circuit breakers
 * that have opened.
 */
public final class Logs {

    private static final int MOST = 10;

    /** Log messages of callers that eject an instance or node for a while; each is logged once. */
    private static final List<Pattern> OPENED =
            List.of(
                    Pattern.compile("(\\S+ at \\S+) is ejected until it answers probes"),
                    Pattern.compile("The (primary of \\S+) does not answer"),
                    Pattern.compile("(Redis primary \\S+) does not answer"));

    private final Path directory;
    private final Map<Path, Long> sizes = new HashMap<>();

    private Logs(Path directory) {
        this.directory = directory;
    }

    /** Starts at the present end of every log. */
    public static Logs from(Path directory) throws IOException {
        Logs logs = new Logs(directory);
        for (Path log : logs.files()) {
            logs.sizes.put(log, Files.size(log));
        }
        return logs;
    }

    /** Returns the first few errors and lines of stack traces. */
    public List<String> complaints() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path log : files()) {
            for (String line : newLines(log)) {
                if (found.size() < MOST && (line.contains(" ERROR ") || line.startsWith("\tat "))) {
                    found.add(log.getFileName() + ": " + line.strip());
                }
            }
        }
        return found;
    }

    /**
     * Returns which instances have ejected which callees, such as "gateway-0: user-service at
     * 127.0.0.1:80".
     */
    public List<String> openedBreakers() throws IOException {
        Set<String> opened = new TreeSet<>();
        for (Path log : files()) {
            String instance = log.getFileName().toString().replace(".log", "");
            for (String line : newLines(log)) {
                opened(line).ifPresent(whom -> opened.add(instance + ": " + whom));
            }
        }
        return List.copyOf(opened);
    }

    static Optional<String> opened(String line) {
        return OPENED.stream()
                .map(pattern -> pattern.matcher(line))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private List<String> newLines(Path log) throws IOException {
        return after(log, sizes.getOrDefault(log, 0L)).lines().toList();
    }

    private static String after(Path log, long position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            // A log that has become shorter was started anew.
            file.seek(position <= file.length() ? position : 0);
            byte[] rest = new byte[Math.toIntExact(file.length() - file.getFilePointer())];
            file.readFully(rest);
            return new String(rest, StandardCharsets.UTF_8);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(log -> log.toString().endsWith(".log"))
                    .filter(log -> {
                        String name = log.getFileName().toString();
                        return (name.contains("service") || name.contains("gateway"))
                                && !name.startsWith("rehearsal");
                    })
                    .toList();
        }
    }
}
