package io.rookery.kit.trace;

import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Makes identifiers of traces of which none tells another one. Clients are shown those of their
 * requests, and must not learn anybody else's from them. Nobody is shown spans. Thread-safe.
 */
final class SecretIds implements IdGenerator {

    /** Has what the system gives as it is, in a small part of the time that mixing it takes. */
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
