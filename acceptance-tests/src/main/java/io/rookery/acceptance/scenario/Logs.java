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
import java.util.stream.Stream;

/** What the services have logged since a moment that nobody should have to read. */
final class Logs {

    private static final int MOST = 10;

    private final Path directory;
    private final Map<Path, Long> sizes = new HashMap<>();

    private Logs(Path directory) {
        this.directory = directory;
    }

    /** Starts at the present end of every log. */
    static Logs from(Path directory) throws IOException {
        Logs logs = new Logs(directory);
        for (Path log : logs.files()) {
            logs.sizes.put(log, Files.size(log));
        }
        return logs;
    }

    /** Errors and stack traces, the first few. */
    List<String> complaints() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path log : files()) {
            long seen = sizes.getOrDefault(log, 0L);
            for (String line : after(log, seen).lines().toList()) {
                if (found.size() < MOST && (line.contains(" ERROR ") || line.startsWith("\tat "))) {
                    found.add(log.getFileName() + ": " + line.strip());
                }
            }
        }
        return found;
    }

    private static String after(Path log, long position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            // A log that has become shorter was begun anew.
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
