package io.rookery.launcher.process;

/**
 * One supervised process, for callers that list processes or injure them on purpose.
 *
 * <p>The handle outlives the process: after a restart, the same handle shows the new process. The
 * methods that kill, terminate or freeze do nothing when there is no process. The reaction (a
 * failover, a restart) is up to the process's supervisor.
 */
public interface ManagedProcess {
    /** The name, unique on this machine's platform, for example {@code shard-0-a}. */
    String name();

    /** The current role, for example {@code primary} or {@code standby}. */
    String role();

    /** The process id, or -1 when there is no process. */
    long pid();

    /** The port on 127.0.0.1 that clients use. */
    int port();

    /** Whether the process runs. */
    ProcessState state();

    /** Kills the process and all its descendants with SIGKILL and waits until they have ended. */
    void kill();

    /** Sends SIGTERM to the process and does not wait. */
    void terminate();

    /**
     * Suspends the process and all its descendants with SIGSTOP. Connections stay open but get no
     * response.
     */
    void freeze();

    /** Resumes the process with SIGCONT. */
    void thaw();
}
