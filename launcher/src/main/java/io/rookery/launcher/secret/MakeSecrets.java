package io.rookery.launcher.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Creates the secrets of a deployment in a directory, or performs one step of the rotation of a
 * secret: {@code DIRECTORY [--introduce NAME | --switch NAME | --forget NAME]}. All other secrets
 * stay as they are. {@code DIRECTORY --token SERVICE} prints the token with which the operator may
 * call a service.
 */
public final class MakeSecrets {

    private MakeSecrets() {}

    public static void main(String... arguments) throws IOException {
        var words = List.of(arguments);
        var step = words.size() == 3 ? step(words.get(1)) : Optional.<Renewal>empty();
        if (words.size() == 1 && !words.getFirst().startsWith("-")) {
            Secrets.open(Path.of(words.getFirst()));
        } else if (words.size() == 3 && words.get(1).equals("--token")) {
            System.out.println(Secrets.operatorToken(Path.of(words.getFirst()), words.getLast()));
        } else if (step.isPresent()) {
            renew(step.get(), Path.of(words.getFirst()), words.getLast());
        } else {
            System.err.println(
                    "rookery: usage: rookery secrets DIRECTORY"
                            + " [--introduce NAME | --switch NAME | --forget NAME | --token SERVICE]");
            System.exit(2);
        }
    }

    private static Optional<Renewal> step(String option) {
        return Arrays.stream(Renewal.values())
                .filter(step -> step.option().equals(option))
                .findFirst();
    }

    private static void renew(Renewal step, Path directory, String name) throws IOException {
        try {
            step.apply(directory, name);
        } catch (RenewalException e) {
            System.err.println("rookery: " + e.getMessage());
            System.exit(1);
        }
    }
}
