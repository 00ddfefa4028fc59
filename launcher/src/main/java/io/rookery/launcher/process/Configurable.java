package io.rookery.launcher.process;

/** A process whose settings can be changed while it runs. */
public interface Configurable {

    /**
     * Changes a setting until the process ends.
     *
     * @return what it was before
     * @throws LaunchException when the process does not take it
     */
    String configure(String setting, String value);
}
