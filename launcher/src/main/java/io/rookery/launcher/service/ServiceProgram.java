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
 * The executable form of a service: its boot jar, extracted once into a directory beside it that is
 * named after that build, because a JVM starts faster from plain jars. A running instance keeps the
 * build that it was started from when the jar is rebuilt.
 *
 * @param directory holds the application's jar and its libraries
 * @param jar the argument of {@code java -jar}
 */
public record ServiceProgram(Path directory, Path jar) {

    private static final Duration EXTRACTION_LIMIT = Duration.ofMinutes(2);
    private static final int BUILDS_KEPT = 2;

    /**
     * Extracts the module's boot jar, unless that is done already.
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

    /** The JVM options that use the ahead-of-time cache, if there is one. */
    List<String> cacheOptions() {
        // The JVM silently ignores a cache that another JVM wrote.
        return isRehearsed()
                ? List.of("-XX:AOTCache=" + cache(), "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    /** Whether there is an ahead-of-time cache for faster starts. */
    boolean isRehearsed() {
        return Files.exists(cache());
    }

    /**
     * The ahead-of-time cache with the classes that a start needs, loaded and linked (JEP 483,
     * 515).
     */
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

    /**
     * Keeps the latest two builds, because an instance may be restarted from the older one, and
     * those that a process of this user runs: it reads its classes as it needs them.
     */
    static void deleteOldBuilds(Path target) throws IOException {
        var builds = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(target, "app-*")) {
            found.forEach(builds::add);
        }
        builds.sort(Comparator.comparingLong(build -> -build.toFile().lastModified()));
        var running =
                ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .toList();
        for (var old : builds.subList(Math.min(BUILDS_KEPT, builds.size()), builds.size())) {
            if (running.stream().noneMatch(command -> command.contains(old.toString()))) {
                Directories.delete(old);
            }
        }
    }
}
