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
 * The latest result of each scenario, one file each, so that one can be repeated and the others
 * stay.
 */
public final class Results {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Logger log = LoggerFactory.getLogger(Results.class);

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
        return read(scenario).isPresent();
    }

    /** Those of the scenarios that there are, in their order. */
    public List<Result> of(List<String> scenarios) {
        List<Result> found = new ArrayList<>();
        for (String scenario : scenarios) {
            read(scenario).ifPresent(found::add);
        }
        return found;
    }

    /** None as well where another version has kept one that this one cannot read. */
    private Optional<Result> read(String scenario) {
        Path file = file(scenario);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Result.class));
        } catch (JacksonException e) {
            log.debug("{} is of another version", file, e);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String scenario) {
        return directory.resolve(scenario + ".json");
    }
}
