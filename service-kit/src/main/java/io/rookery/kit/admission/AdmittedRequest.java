package io.rookery.kit.admission;

/**
 * A request that this instance has admitted. Its handler reports what the duration alone does not
 * show: a request that waits is no sign of load, a request that meets an overload elsewhere is.
 */
public final class AdmittedRequest {

    static final ScopedValue<AdmittedRequest> CURRENT = ScopedValue.newInstance();

    final Partition partition;
    final long begun;

    /** Number of counted requests when this one began, including itself. */
    final int inFlight;

    private final AdmissionLimit limit;
    private final Runnable onWait;
    private volatile boolean waited;
    private volatile boolean dropped;

    /**
     * @param onWait called, possibly more than once, when the request starts to wait
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
     * Reports that the calling thread's request, if any, waits for something that does not get
     * faster if this instance admits fewer requests, such as the failover of a shard or of an
     * instance. Neither the request nor its duration counts towards the limit any longer.
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

    /**
     * Reports that a dependency of the calling thread's request is overloaded, so that this
     * instance lowers its limit.
     */
    public static void markDropped() {
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
