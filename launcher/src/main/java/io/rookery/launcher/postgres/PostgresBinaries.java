package io.rookery.launcher.postgres;

import io.rookery.launcher.process.BinaryCache;
import io.rookery.launcher.process.LaunchException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The Postgres executables for this machine, unpacked from the class path.
 *
 * @param home the directory that holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path home) {

    /** The binaries in the cache. Unpacks them if the cache has none yet. */
    static PostgresBinaries unpack(Path cache) {
        String name = resourceName(System.getProperty("os.name"), System.getProperty("os.arch"));
        URL resource = PostgresBinaries.class.getResource("/" + name + ".txz");
        if (resource == null) {
            throw new LaunchException(
                    "There are no Postgres binaries for this machine on the class path: " + name);
        }
        try {
            Path home =
                    new BinaryCache(cache)
                            .get(name + "-" + checksum(resource), into -> extract(resource, into));
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new LaunchException("The Postgres binaries cannot be read", e);
        }
    }

    Path executable(String name) {
        return home.resolve("bin").resolve(name);
    }

    /**
     * The name under which zonky's artifacts contain the binaries for an operating system and a
     * processor.
     */
    static String resourceName(String osName, String osArch) {
        String system = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String architecture =
                switch (osArch) {
                    case "aarch64", "arm64" -> "arm_64";
                    default -> "x86_64";
                };
        return "postgres-%s-%s".formatted(system, architecture);
    }

    /** A checksum that distinguishes versions without reading the archive. */
    private static String checksum(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        long checksum =
                connection instanceof JarURLConnection jar
                        ? jar.getJarEntry().getCrc()
                        : connection.getContentLengthLong();
        return Long.toHexString(checksum);
    }

    private static void extract(URL resource, Path into) throws IOException {
        try (InputStream bytes = new BufferedInputStream(resource.openStream(), 1 << 16);
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(bytes))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                extract(tar, entry, into);
                entry = tar.getNextEntry();
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        Path path = into.resolve(entry.getName()).normalize();
        if (!path.startsWith(into)) {
            throw new IOException("Archive entry outside the directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, into.resolve(entry.getLinkName()).normalize());
        } else {
            try (var file = new BufferedOutputStream(Files.newOutputStream(path))) {
                tar.transferTo(file);
            }
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
