package io.rookery.kit.trace;

import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Generates trace identifiers that cannot be predicted from one another. Clients see the trace
 * identifiers of their own requests, and must not be able to infer those of others. Span
 * identifiers need no such protection, as no client sees spans. Thread-safe.
 */
final class SecretIds implements IdGenerator {

    /**
     * Returns the system's random bytes unmixed, which takes a fraction of the time of mixing them.
     */
    private static final String UNMIXED = "NativePRNGNonBlocking";

    private static final int BULK = 4096;

    private final IdGenerator spans = IdGenerator.random();
    private final SecureRandom random = random();
    private ByteBuffer unused = ByteBuffer.allocate(0);

    @Override
    public String generateSpanId() {
        return spans.generateSpanId();
    }

    @Override
    public synchronized String generateTraceId() {
        if (unused.remaining() < 2 * Long.BYTES) {
            unused = ByteBuffer.wrap(random.generateSeed(BULK));
        }
        return TraceId.fromLongs(unused.getLong(), unused.getLong());
    }

    private static SecureRandom random() {
        try {
            return SecureRandom.getInstance(UNMIXED);
        } catch (NoSuchAlgorithmException e) {
            return new SecureRandom();
        }
    }
}
