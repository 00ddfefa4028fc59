package io.rookery.acceptance.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this repository. */
final class Repository {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private Repository() {}

    static String read(String path) {
        return read(ROOT.resolve(path));
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> modules() {
        return MODULE.matcher(read("pom.xml"))
                .results()
                .map(MatchResult::group)
                .map(Repository::moduleName)
                .toList();
    }

    private static String moduleName(String element) {
        return element.substring("<module>".length(), element.length() - "</module>".length());
    }

    /** Java sources of all modules, tests included. */
    static List<Path> sources() {
        return modules().stream()
                .flatMap(module -> javaFiles(ROOT.resolve(module).resolve("src")))
                .toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
