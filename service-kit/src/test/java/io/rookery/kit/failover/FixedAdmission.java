package io.rookery.kit.failover;

import io.rookery.kit.admission.Admission;

/** An admission whose strain the test sets. */
final class FixedAdmission implements Admission {

    volatile boolean strained;

    @Override
    public long shed() {
        return 0;
    }

    @Override
    public int inFlight() {
        return 0;
    }

    @Override
    public boolean isStrained() {
        return strained;
    }
}
