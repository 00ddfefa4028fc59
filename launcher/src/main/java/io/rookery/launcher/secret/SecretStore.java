package io.rookery.launcher.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;

/** One file for each secret; what is there stays as it is. */
record SecretStore(Path directory) {

    String readOrCreate(String name, Supplier<String> make) throws IOException {
        var file = directory.resolve(name);
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        var secret = make.get();
        PrivateFiles.write(file, secret);
        return secret;
    }

    Optional<String> read(String name) throws IOException {
        var file = directory.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /**
     * Puts a secret aside under another name, so that a new one is made when it is next asked for.
     *
     * @throws NoSuchFileException if there is no such secret
     */
    void putAside(String name, String asideName) throws IOException {
        Files.move(
                directory.resolve(name),
                directory.resolve(asideName),
                StandardCopyOption.ATOMIC_MOVE);
    }
}
