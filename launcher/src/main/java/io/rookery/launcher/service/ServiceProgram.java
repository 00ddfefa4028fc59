package io.rookery.launcher.service;

import io.rookery.launcher.process.Directories;
import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A service as it is started: its boot jar taken apart once, since a JVM starts faster from plain
 * jars, into a directory beside it that is named after that build. An instance that runs keeps what
 * it was started from when the jar is built anew.
 *
 * @param directory holds the application's jar and its libraries
 * @param jar what {@code java -jar} is given
 */
public record ServiceProgram(Path directory, Path jar) {

    private static final Duration EXTRACTION_LIMIT = Duration.ofMinutes(2);
    private static final int BUILDS_KEPT = 2;

    /**
     * Takes the module's boot jar apart unless that is done already.
     *
     * @param home the root of the repository
     * @param module such as "feed-service"
     * @throws LaunchException if the module was not built
     */
    public static ServiceProgram of(Path home, String module) {
        var target = home.resolve(module).resolve("target");
        try {
            var boot = bootJar(target, module);
            var directory = target.resolve("app-" + fingerprint(boot));
            var program = new ServiceProgram(directory, directory.resolve(module + ".jar"));
            if (!Files.exists(program.jar())) {
                program.extract(boot);
                deleteOldBuilds(target);
            }
            return program;
        } catch (IOException e) {
            throw new LaunchException("The jar of " + module + " cannot be unpacked", e);
        }
    }

    /** Makes a JVM use what it learnt in a rehearsal, if there has been one. */
    List<String> cacheOptions() {
        // A cache of another JVM is passed over without a word.
        return isRehearsed()
                ? List.of("-XX:AOTCache=" + cache(), "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    /** Whether there is a cache for faster starts. */
    boolean isRehearsed() {
        return Files.exists(cache());
    }

    /** Where the classes that a start needs are kept, loaded and linked (JEP 483, 515). */
    Path cache() {
        return directory.resolve("aot.cache");
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path bootJar(Path target, String module) throws IOException {
        if (Files.isDirectory(target)) {
            try (var jars = Files.newDirectoryStream(target, module + "-*-exec.jar")) {
                for (var jar : jars) {
                    return jar;
                }
            }
        }
        throw new LaunchException(
                "%s is not built; ./mvnw package -DskipTests builds it".formatted(module));
    }

    private static String fingerprint(Path jar) throws IOException {
        return "%x-%x".formatted(Files.getLastModifiedTime(jar).toMillis(), Files.size(jar));
    }

    private void extract(Path boot) throws IOException {
        var unfinished = Files.createTempDirectory(boot.getParent(), "app-unfinished-");
        var command =
                List.of(
                        java().toString(),
                        "-Djarmode=tools",
                        "-jar",
                        boot.toString(),
                        "extract",
                        "--force",
                        "--application-filename",
                        jar.getFileName().toString(),
                        "--destination",
                        unfinished.toString());
        var output = unfinished.resolve("extract.log").toFile();
        var extraction =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        try {
            if (!extraction.waitFor(EXTRACTION_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    || extraction.exitValue() != 0) {
                throw new IOException("java -Djarmode=tools failed, see " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while unpacking", e);
        } finally {
            extraction.destroyForcibly();
        }
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** An older build may still be what a running instance is restarted from. */
    private static void deleteOldBuilds(Path target) throws IOException {
        var builds = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(target, "app-*")) {
            found.forEach(builds::add);
        }
        builds.sort(Comparator.comparingLong(build -> -build.toFile().lastModified()));
        for (var old : builds.subList(Math.min(BUILDS_KEPT, builds.size()), builds.size())) {
            Directories.delete(old);
        }
    }
}
