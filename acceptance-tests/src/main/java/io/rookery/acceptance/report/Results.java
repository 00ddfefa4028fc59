package io.rookery.acceptance.report;

import io.rookery.launcher.process.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The latest result of each scenario, one file each, so that one can be repeated and the others
 * stay.
 */
public final class Results {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path directory;

    /**
     * @param directory where they are kept; need not be there yet
     */
    public Results(Path directory) {
        this.directory = directory;
    }

    /** Forgets all of them. */
    public void clear() throws IOException {
        Directories.delete(directory);
    }

    /** Replaces the result of the scenario. */
    public void keep(Result result) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(file(result.scenario()), JSON.writeValueAsString(result));
    }

    public boolean has(String scenario) {
        return Files.exists(file(scenario));
    }

    /** Those of the scenarios that there are, in their order. */
    public List<Result> of(List<String> scenarios) throws IOException {
        List<Result> found = new ArrayList<>();
        for (String scenario : scenarios) {
            if (has(scenario)) {
                found.add(JSON.readValue(Files.readString(file(scenario)), Result.class));
            }
        }
        return found;
    }

    private Path file(String scenario) {
        return directory.resolve(scenario + ".json");
    }
}
