package io.rookery.acceptance.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Gives Postgres nodes small volumes of their own, which can be filled without harm to anything
 * else. The mounts are visible only to this process and its children, and end with them.
 */
public final class SmallVolumes implements AutoCloseable {

    /**
     * System property that the start script sets when it has given this process a mount namespace.
     */
    private static final String OWN_MOUNTS = "rookery.own-mounts";

    /** The size is several times of what a node writes in a scenario. */
    private static final String OPTIONS = "size=384m,mode=0700";

    private static final List<String> NODES = List.of("a", "b");

    private final List<Path> mounted = new ArrayList<>();

    private SmallVolumes() {}

    /** Returns why this machine cannot mount small volumes; empty when it can. */
    public static Optional<String> obstacle() {
        return Boolean.getBoolean(OWN_MOUNTS)
                ? Optional.empty()
                : Optional.of(
                        "this machine does not permit a private mount of a small volume"
                                + " (this needs Linux and the right to create namespaces)");
    }

    /**
     * Mounts a volume for each node of the shards of a platform that has not been started yet.
     *
     * @throws IOException when a mount fails
     */
    public static SmallVolumes mount(Path platform, Collection<String> shards) throws IOException {
        if (!shards.isEmpty() && obstacle().isPresent()) {
            throw new IOException(obstacle().get());
        }
        SmallVolumes volumes = new SmallVolumes();
        try {
            for (String shard : shards) {
                for (String node : NODES) {
                    Path directory = directory(platform, shard + "-" + node);
                    Files.createDirectories(directory);
                    run("mount", "-t", "tmpfs", "-o", OPTIONS, "rookery", directory.toString());
                    volumes.mounted.add(directory);
                }
            }
            return volumes;
        } catch (IOException e) {
            volumes.close();
            throw e;
        }
    }

    /** Directory in which a node of a shard keeps its data. */
    static Path directory(Path platform, String node) {
        String shard = node.substring(0, node.lastIndexOf('-'));
        return platform.resolve("data").resolve(shard).resolve(node);
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.inputReader()) {
            String said = output.readAllAsString();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted in " + String.join(" ", command), e);
        }
    }

    /**
     * Unmounts the volumes and so frees their memory. A volume that cannot be unmounted ends with
     * this process.
     */
    @Override
    public void close() {
        for (Path directory : mounted) {
            try {
                run("umount", "--lazy", directory.toString());
            } catch (IOException _) {
                // The volume ends with this process.
            }
        }
    }
}
