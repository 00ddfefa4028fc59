package io.rookery.kit.admission;

/**
 * A request that this instance has taken. Whoever handles it says what its duration does not tell:
 * a request that waits is no sign of load, one that meets load elsewhere is.
 */
public final class AdmittedRequest {

    static final ScopedValue<AdmittedRequest> CURRENT = ScopedValue.newInstance();

    final Partition partition;
    final long begun;

    /** How many were being handled when this one began, itself included. */
    final int inFlight;

    private final AdmissionLimit limit;
    private final Runnable onWait;
    private volatile boolean waited;
    private volatile boolean dropped;

    /**
     * @param onWait called, perhaps more than once, when the request turns out to wait
     */
    AdmittedRequest(
            AdmissionLimit limit, Partition partition, long begun, int inFlight, Runnable onWait) {
        this.limit = limit;
        this.partition = partition;
        this.begun = begun;
        this.inFlight = inFlight;
        this.onWait = onWait;
    }

    /**
     * The request that the calling thread handles, if any, waits for something that gets no faster
     * if this instance takes fewer requests: a shard's new primary, another instance instead of one
     * that has died. It no longer counts towards the limit, nor does its duration.
     */
    public static void waits() {
        if (CURRENT.isBound()) {
            AdmittedRequest request = CURRENT.get();
            if (!request.waited) {
                request.waited = true;
                request.onWait.run();
                request.limit.setAside(request);
            }
        }
    }

    /** What the request needs is overloaded: fewer should be taken. */
    public static void metOverload() {
        if (CURRENT.isBound()) {
            CURRENT.get().dropped = true;
        }
    }

    boolean hasWaited() {
        return waited;
    }

    boolean wasDropped() {
        return dropped;
    }
}
