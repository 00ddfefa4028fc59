package io.rookery.launcher.control;

import io.rookery.launcher.secret.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to reach the launcher of a running cluster. Only the owner of the file may read it.
 *
 * @param pid process id of the launcher
 * @param port its port on the loopback interface
 * @param token the bearer token that it requires of callers
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

    /** The file's content, if there is a file. The launcher that wrote it may have ended. */
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
