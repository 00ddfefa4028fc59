package io.rookery.launcher.service;

import java.util.List;

/** What a JVM spends its processor time on. */
public enum Compiler {
    /**
     * Half the processor time of a start, for a little more per warm request: a laptop has few
     * processors for many JVMs.
     */
    QUICK,

    /** Fewer instructions per request once warm, for what is under load for minutes. */
    FULL;

    List<String> options() {
        return switch (this) {
            case QUICK -> List.of("-XX:TieredStopAtLevel=1");
            case FULL -> List.of();
        };
    }
}
