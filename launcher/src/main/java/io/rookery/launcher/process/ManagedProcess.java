package io.rookery.launcher.process;

/**
 * One supervised process, as seen by whoever lists processes or does them harm on purpose.
 *
 * <p>The handle outlives the process: after a restart the same handle shows the new process. The
 * harmful methods do nothing to a process that does not exist; what follows (a failover, a restart)
 * is up to the process's supervisor.
 */
public interface ManagedProcess {
    /** The name, unique on this machine's platform, for example {@code shard-0-a}. */
    String name();

    /** What the process is at the moment, for example {@code primary} or {@code standby}. */
    String role();

    /** The process id, or -1 when there is no process. */
    long pid();

    /** The port on 127.0.0.1 that clients use. */
    int port();

    /** Whether the process runs. */
    ProcessState state();

    /** Ends the process and all its descendants by SIGKILL and waits until they are gone. */
    void kill();

    /** Asks the process to end by SIGTERM and does not wait for it. */
    void terminate();

    /** Stops the process and all its descendants by SIGSTOP; connections stay open and silent. */
    void freeze();

    /** Ends a freeze by SIGCONT. */
    void thaw();
}
