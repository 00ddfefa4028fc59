package io.rookery.launcher.secret;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the secrets of a deployment in a directory: {@code DIRECTORY [--renew-signing-key]}. What
 * is there stays as it is.
 */
public final class MakeSecrets {

    private static final String RENEW = "--renew-signing-key";

    private MakeSecrets() {}

    public static void main(String... arguments) throws IOException {
        var words = List.of(arguments);
        if (words.size() == 1 && !words.getFirst().startsWith("-")) {
            Secrets.open(Path.of(words.getFirst()));
        } else if (words.size() == 2 && words.getLast().equals(RENEW)) {
            renew(Path.of(words.getFirst()));
        } else {
            System.err.println("rookery: usage: rookery secrets DIRECTORY [" + RENEW + "]");
            System.exit(2);
        }
    }

    private static void renew(Path directory) throws IOException {
        try {
            Secrets.renewSigningKey(directory);
        } catch (NoSuchFileException e) {
            System.err.println("rookery: there is no signing key yet: " + e.getFile());
            System.exit(1);
        }
    }
}
