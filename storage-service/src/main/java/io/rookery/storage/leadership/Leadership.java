package io.rookery.storage.leadership;

/** Tells whether this instance is the leader, the only one that acts. */
public interface Leadership {

    /**
     * Whether this instance leads now. Callers check it right before every irreversible step.
     * Leadership may be lost the moment after. Therefore writes are compare-and-set: a write
     * carries the version that was read, and is refused when another write has come between.
     */
    boolean isHeld();
}
