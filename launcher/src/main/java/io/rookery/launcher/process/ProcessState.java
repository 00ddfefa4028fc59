package io.rookery.launcher.process;

/** Whether a process runs. */
public enum ProcessState {
    /** It runs. */
    RUNNING,
    /** It exists but was stopped by {@link ManagedProcess#freeze()}. */
    FROZEN,
    /** It does not exist: not started yet, stopped, or dead. */
    STOPPED
}
