package io.rookery.kit.vitals;

/** Tells the load of an instance. Whoever limits or counts requests provides a bean of it. */
public interface LoadGauge {

    /** Answers from memory. */
    Vitals.Load load();
}
