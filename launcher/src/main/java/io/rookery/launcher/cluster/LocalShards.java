package io.rookery.launcher.cluster;

import io.rookery.launcher.process.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The numbers of the shards that a platform on this machine has. They are stored with its data, so
 * that shards which were added or removed while it ran are still so after the next start. A number
 * is never used twice, because a shard's name is never given to another shard. Thread-safe.
 */
final class LocalShards {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private Content content;

    /**
     * The file's content.
     *
     * @param present numbers of the shards, in the order in which they were added
     * @param next number of the next shard
     */
    private record Content(List<Integer> present, int next) {}

    private LocalShards(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads the numbers.
     *
     * @param directory of the platform
     * @param initially number of shards of a new platform
     * @throws IOException if the file cannot be read
     */
    static LocalShards of(Path directory, int initially) throws IOException {
        var file = StateDirectory.data(directory).resolve("shards.json");
        if (!Files.exists(file)) {
            return new LocalShards(file, new Content(range(initially), initially));
        }
        try {
            return new LocalShards(file, JSON.readValue(Files.readString(file), Content.class));
        } catch (JacksonException e) {
            throw new IOException(file + " is not readable", e);
        }
    }

    private static List<Integer> range(int number) {
        return IntStream.range(0, number).boxed().toList();
    }

    synchronized List<Integer> present() {
        return content.present;
    }

    /**
     * Adds a shard and returns its number.
     *
     * @throws ClusterException if there is no number left
     */
    synchronized int add() throws IOException {
        var number = content.next;
        if (number >= Ports.ROOM) {
            throw new ClusterException(
                    "A platform on one machine can have %d shards in its lifetime, and it has had them."
                            .formatted(Ports.ROOM));
        }
        var more = new ArrayList<>(content.present);
        more.add(number);
        store(new Content(more, number + 1));
        return number;
    }

    /** Removes a shard. Does nothing if there is no such shard. */
    synchronized void remove(int number) throws IOException {
        var less = new ArrayList<>(content.present);
        if (less.removeIf(shard -> shard == number)) {
            store(new Content(less, content.next));
        }
    }

    private void store(Content next) throws IOException {
        DurableFile.write(file, JSON.writeValueAsString(next));
        content = next;
    }

    /** The number in the name of a shard; null if it is no such name. */
    static @Nullable Integer numberOf(String name) {
        return range(Ports.ROOM).stream()
                .filter(number -> ServicePlan.shardName(number).equals(name))
                .findFirst()
                .orElse(null);
    }
}
