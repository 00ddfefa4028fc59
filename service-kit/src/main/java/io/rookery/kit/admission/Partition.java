package io.rookery.kit.admission;

import java.util.Locale;

/** What kind of work a request is; none can starve another. */
enum Partition {
    /** Somebody looks at something. */
    READS,
    /** Somebody changes something; it may have to wait for a shard's new primary. */
    WRITES,
    /** Another service asks, on behalf of a request that it has taken already. */
    INTERNAL;

    static Partition of(String method, String path) {
        if (path.startsWith("/internal/") || path.startsWith("/v1/")) {
            return INTERNAL;
        }
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> READS;
            default -> WRITES;
        };
    }

    /** As it is called in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The share of the limit that is this kind's for certain. */
    double share(AdmissionSettings settings) {
        return switch (this) {
            case READS -> settings.reads();
            case WRITES -> settings.writes();
            case INTERNAL -> settings.internal();
        };
    }
}
