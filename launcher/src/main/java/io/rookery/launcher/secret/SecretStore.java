package io.rookery.launcher.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;

/** Stores each secret in a file. An existing secret does not change unless it is rotated. */
record SecretStore(Path directory) {

    private static final String NEXT = ".next";
    private static final String PREVIOUS = ".previous";

    String readOrCreate(String name, Supplier<String> make) throws IOException {
        var file = directory.resolve(name);
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        var secret = make.get();
        PrivateFiles.write(file, secret);
        return secret;
    }

    Renewable readOrCreateRenewable(String name, Supplier<String> make) throws IOException {
        return new Renewable(readOrCreate(name, make), read(name + NEXT), read(name + PREVIOUS));
    }

    private Optional<String> read(String name) throws IOException {
        var file = directory.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /**
     * Creates the next value of a secret. If there is one already, keeps it.
     *
     * @throws RenewalException if the previous value is still valid
     */
    void introduce(String name, Supplier<String> make) throws IOException {
        if (Files.exists(directory.resolve(name + PREVIOUS))) {
            throw new RenewalException(
                    "The previous %s is still valid: forget it first.".formatted(name));
        }
        readOrCreate(name + NEXT, make);
    }

    /**
     * Makes the next value of a secret the current one. The former current value stays valid as the
     * previous one.
     *
     * @throws RenewalException if there is no next value
     */
    void switchOver(String name) throws IOException {
        if (!Files.exists(directory.resolve(name + NEXT))) {
            throw new RenewalException("There is no next %s: introduce one.".formatted(name));
        }
        Files.copy(
                directory.resolve(name),
                directory.resolve(name + PREVIOUS),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(
                directory.resolve(name + NEXT),
                directory.resolve(name),
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Invalidates the previous value of a secret. */
    void forget(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name + PREVIOUS));
    }
}
