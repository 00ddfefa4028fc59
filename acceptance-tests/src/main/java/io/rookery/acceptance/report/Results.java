package io.rookery.acceptance.report;

import io.rookery.launcher.process.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores the latest result of each scenario in a file of its own, so that one scenario can be
 * repeated while the other results stay.
 */
public final class Results {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Logger log = LoggerFactory.getLogger(Results.class);

    private final Path directory;

    /**
     * @param directory where the files are kept; need not exist yet
     */
    public Results(Path directory) {
        this.directory = directory;
    }

    /** Deletes all results. */
    public void clear() throws IOException {
        Directories.delete(directory);
    }

    /** Replaces the result of the scenario. */
    public void keep(Result result) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(file(result.scenario()), JSON.writeValueAsString(result));
    }

    public boolean has(String scenario) {
        return read(scenario).isPresent();
    }

    /** Returns the results that exist, in the order of the scenarios. */
    public List<Result> of(List<String> scenarios) {
        List<Result> found = new ArrayList<>();
        for (String scenario : scenarios) {
            read(scenario).ifPresent(found::add);
        }
        return found;
    }

    /** Also empty if another version has written a file that this version cannot read. */
    private Optional<Result> read(String scenario) {
        Path file = file(scenario);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Result.class));
        } catch (JacksonException e) {
            log.debug("{} was written by another version", file, e);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String scenario) {
        return directory.resolve(scenario + ".json");
    }
}
