package io.rookery.launcher.redis;

import io.rookery.launcher.process.BinaryCache;
import io.rookery.launcher.process.LaunchException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The Redis server executable from the class path, for this operating system and processor. */
final class RedisBinaries {
    private static final String VERSION = "7.0.15";

    private RedisBinaries() {}

    /**
     * The executable, unpacked once.
     *
     * @throws LaunchException when there is none for this machine
     */
    static Path server(Path cache) {
        String name = "redis-server-%s-%s-%s".formatted(VERSION, system(), processor());
        return new BinaryCache(cache)
                .get(name, directory -> unpack(name, directory.resolve("redis-server")))
                .resolve("redis-server");
    }

    private static void unpack(String resource, Path target) throws IOException {
        try (InputStream binary = RedisBinaries.class.getResourceAsStream("/" + resource)) {
            if (binary == null) {
                throw new FileNotFoundException("There is no Redis for this machine: " + resource);
            }
            Files.copy(binary, target);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        String arch = System.getProperty("os.arch");
        return arch.equals("aarch64") ? "arm64" : "amd64";
    }
}
