package io.rookery.shard.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The schema that storage-service creates on each shard, for tests without storage-service. */
public final class PlacementSchema {

    private static final Path MIGRATIONS =
            Path.of("../storage-service/src/main/resources/db/migration");

    private PlacementSchema() {}

    /** Returns all statements, for a connection whose search path begins with the schema. */
    public static String sql() {
        try (var files = Files.list(MIGRATIONS)) {
            return files.sorted(Comparator.comparingInt(PlacementSchema::version))
                    .map(PlacementSchema::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
