package io.rookery.launcher.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A step in the rotation of a secret while it is in use. After each step, all processes that read
 * the secret must read it again, through a rolling restart, before the next step.
 */
public enum Renewal {
    /** Creates the next value. Verifiers accept it, but nothing presents it yet. */
    INTRODUCE,
    /** The next value is presented. The previous one is still accepted. */
    SWITCH,
    /** The previous value is no longer accepted. */
    FORGET;

    /**
     * Performs this step for one secret in a directory. The other secrets stay as they are.
     *
     * @throws RenewalException if this step is out of order, or no such secret can be rotated
     */
    public Secrets apply(Path directory, String name) throws IOException {
        List<String> names = Secrets.renewable();
        if (!names.contains(name)) {
            throw new RenewalException(
                    "The secrets that can be rotated are %s, not \"%s\"."
                            .formatted(String.join(", ", names), name));
        }
        var store = Secrets.storeIn(directory);
        switch (this) {
            case INTRODUCE -> store.introduce(name, Secrets.maker(name));
            case SWITCH -> store.switchOver(name);
            case FORGET -> store.forget(name);
        }
        return Secrets.open(directory);
    }
}
