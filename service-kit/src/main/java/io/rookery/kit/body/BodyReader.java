package io.rookery.kit.body;

import io.rookery.kit.admission.EntryGate;
import io.rookery.kit.body.BodyMemory.Body;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/** Reads one request body from its connection. */
final class BodyReader implements ApplicationBufferHandler {

    /** How long to drain the body of a refused request, so that the client can read the answer. */
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int DRAIN_TIMES = 4;

    private final Request request;
    private final BodySettings settings;
    private final int limit;
    private ByteBuffer chunk = EMPTY_BUFFER;

    /**
     * @param limit the largest accepted body, in bytes; zero if no body is accepted
     */
    BodyReader(Request request, BodySettings settings, int limit) {
        this.request = request;
        this.settings = settings;
        this.limit = limit;
    }

    /** Whether the whole body has been received, so that reading it does not block. */
    boolean isHere() {
        long length = request.getContentLengthLong();
        return length >= 0 && request.getInputBuffer().available() >= length;
    }

    /** Reads the whole body. Returns null on success. */
    @Nullable BodyRefusal read(Body body) {
        long length = request.getContentLengthLong();
        if (length > limit) {
            return tooMuch();
        }
        if (!isHere()) {
            // Waiting for a client must not keep other requests from being admitted or shed.
            EntryGate.passed();
        }
        request.action(ActionCode.ACK, ContinueResponseTiming.ALWAYS);
        try {
            while (request.doRead(this) >= 0) {
                if ((long) body.length() + chunk.remaining() > limit) {
                    return tooMuch();
                }
                if (!body.append(chunk, (int) length)) {
                    return BodyRefusal.NO_ROOM;
                }
                if (isTooSlow(body)) {
                    return BodyRefusal.TOO_SLOW;
                }
            }
            return body.finish() ? null : BodyRefusal.NO_ROOM;
        } catch (IOException e) {
            return body.finish() ? meaningOf(e) : BodyRefusal.NO_ROOM;
        }
    }

    /**
     * Discards the rest of the body, within limits of time and size.
     *
     * @return whether the end of the body was reached
     */
    boolean drain() {
        if (request.hasExpectation()) {
            // The client sends its body only after 100 Continue, and gets the error instead.
            return false;
        }
        EntryGate.passed();
        long begun = System.nanoTime();
        long most = DRAIN_TIMES * settings.largest().toBytes();
        long drained = 0;
        try {
            while (request.doRead(this) >= 0) {
                drained += chunk.remaining();
                if (drained > most || System.nanoTime() - begun > DRAIN_NANOS) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private BodyRefusal tooMuch() {
        return limit == 0 ? BodyRefusal.UNWANTED : BodyRefusal.TOO_LARGE;
    }

    private boolean isTooSlow(Body body) {
        long nanos = System.nanoTime() - body.begun();
        if (nanos > settings.longest().toNanos()) {
            return true;
        }
        double seconds =
                (double) (nanos - settings.grace().toNanos()) / TimeUnit.SECONDS.toNanos(1);
        return body.length() < seconds * settings.minRate().toBytes();
    }

    private static BodyRefusal meaningOf(IOException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return BodyRefusal.TOO_SLOW;
            }
        }
        return BodyRefusal.MALFORMED;
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        chunk = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return chunk;
    }

    /** Does nothing: chunks are used as they arrive. */
    @Override
    public void expand(int size) {}
}
