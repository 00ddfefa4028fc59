package io.rookery.storage.leadership;

/** Whether this instance is the one that acts. */
public interface Leadership {

    /**
     * Asked right before every step that cannot be undone. It may be lost the moment after: what is
     * written carries the version that was read, and so is refused when another has come between.
     */
    boolean isHeld();
}
