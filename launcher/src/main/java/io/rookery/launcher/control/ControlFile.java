package io.rookery.launcher.control;

import io.rookery.launcher.secret.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the launcher of a running cluster is reached; only its owner may read this.
 *
 * @param pid process id of the launcher
 * @param port where it listens on the loopback interface
 * @param token what it asks of whoever calls
 * @param gateway address of the platform
 */
public record ControlFile(long pid, int port, String token, String gateway) {

    private static final String NAME = "control.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    void write(Path directory) throws IOException {
        PrivateFiles.write(directory.resolve(NAME), JSON.writeValueAsString(this));
    }

    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }

    /** What is there, though the launcher that wrote it may be gone. */
    static Optional<ControlFile> read(Path directory) throws IOException {
        var file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), ControlFile.class));
        } catch (JacksonException e) {
            throw new IOException(file + " is not readable", e);
        }
    }

    boolean isLive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
