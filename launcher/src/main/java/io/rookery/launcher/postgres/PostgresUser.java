package io.rookery.launcher.postgres;

import io.rookery.launcher.process.Directories;
import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The operating system user that Postgres runs as, because Postgres refuses to run as root. If the
 * launcher does not run as root, this is the launcher's user. If it does, this is root within a
 * user namespace or, where user namespaces are forbidden, user 65534.
 */
enum PostgresUser {
    LAUNCHER(""),
    NAMESPACED_ROOT("unshare -U"),
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups --");

    static final PostgresUser CURRENT = detect();

    private final String prefix;

    PostgresUser(String prefix) {
        this.prefix = prefix;
    }

    /** The prefix of a command that runs it as this user. */
    List<String> prefix() {
        return prefix.isEmpty() ? List.of() : List.of(prefix.split(" ", -1));
    }

    /**
     * Gives the user the ownership of a directory tree that the launcher wrote, and access to it.
     */
    void own(Path tree) {
        if (this != NOBODY) {
            return;
        }
        try {
            if (run(List.of("chown", "-R", "65534:65534", tree.toString())) != 0) {
                throw new LaunchException("The owner of " + tree + " cannot be changed");
            }
            Directories.letPassTo(tree);
        } catch (IOException e) {
            throw new LaunchException("The user that runs Postgres cannot access " + tree, e);
        }
    }

    private static PostgresUser detect() {
        if (run(List.of("sh", "-c", "test $(id -u) -eq 0")) != 0) {
            return LAUNCHER;
        }
        // initdb requires a name for the user id that it runs as.
        return run(List.of("unshare", "-U", "id", "-un")) == 0 ? NAMESPACED_ROOT : NOBODY;
    }

    private static int run(List<String> command) {
        try {
            return new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while looking for a user for Postgres", e);
        }
    }
}
