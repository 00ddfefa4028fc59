package io.rookery.launcher.process;

/** A process whose settings can be changed while it runs. */
public interface Configurable {

    /**
     * Changes a setting until the process ends.
     *
     * @return the previous value
     * @throws LaunchException when the process rejects it
     */
    String configure(String setting, String value);
}
