package io.rookery.acceptance.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * Agent that is loaded into a running JVM. It fills the heap and keeps it full until nothing else
 * can be allocated.
 */
public final class MemoryHog {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final long PAUSE_MILLIS = 100;

    private static final List<byte[]> TAKEN = new ArrayList<>();

    private MemoryHog() {}

    /** Called by the JVM that loads the agent; returns immediately. */
    public static void agentmain(String arguments) {
        Thread.ofPlatform().daemon().name("memory-hog").start(MemoryHog::fill);
    }

    private static void fill() {
        try {
            while (true) {
                TAKEN.add(new byte[CHUNK_BYTES]);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
