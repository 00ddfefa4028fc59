package io.rookery.launcher.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A step on the way from one secret to the next while it is in use. After each step whoever reads
 * the secret reads it anew, by a rolling restart, before the next step is made.
 */
public enum Renewal {
    /** There is a next one, which is taken already, and shown by nobody. */
    INTRODUCE,
    /** The next one is shown; the one before is still taken. */
    SWITCH,
    /** The one before is taken no more. */
    FORGET;

    /** As it is called on a command line. */
    String option() {
        return "--" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes this step with one secret of a directory, whose other ones stay.
     *
     * @throws RenewalException if it is not the turn of this step, or no such secret can be renewed
     */
    public Secrets apply(Path directory, String name) throws IOException {
        List<String> names = Secrets.renewable();
        if (!names.contains(name)) {
            throw new RenewalException(
                    "Renewed so are %s, not \"%s\".".formatted(String.join(", ", names), name));
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
