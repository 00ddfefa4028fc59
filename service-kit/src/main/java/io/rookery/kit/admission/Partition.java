package io.rookery.kit.admission;

import io.rookery.kit.method.SafeMethods;
import java.util.Locale;

/** The kinds of requests. Each has a guaranteed share of the limit, so none can starve another. */
enum Partition {
    /** Client requests that change nothing. */
    READS,
    /** Client requests that change something. They may have to wait for a shard's failover. */
    WRITES,
    /** Calls from other services, on behalf of requests that those have already admitted. */
    INTERNAL;

    static Partition of(String method, String path) {
        if (path.startsWith("/internal/") || path.startsWith("/v1/")) {
            return INTERNAL;
        }
        return SafeMethods.contain(method) ? READS : WRITES;
    }

    /** The value of the {@code partition} tag in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The guaranteed share of the limit. */
    double share(AdmissionSettings settings) {
        return switch (this) {
            case READS -> settings.reads();
            case WRITES -> settings.writes();
            case INTERNAL -> settings.internal();
        };
    }
}
