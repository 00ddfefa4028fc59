package io.rookery.kit.body;

import io.rookery.kit.admission.Door;
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

/** Reads one body from its connection. */
final class BodyReader implements ApplicationBufferHandler {

    /** A client that sends too much is heard out that long, so that it gets to read why not. */
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int DRAIN_TIMES = 4;

    private final Request request;
    private final BodySettings settings;
    private final int limit;
    private ByteBuffer chunk = EMPTY_BUFFER;

    /**
     * @param limit the largest body that is taken; zero takes none
     */
    BodyReader(Request request, BodySettings settings, int limit) {
        this.request = request;
        this.settings = settings;
        this.limit = limit;
    }

    /** Whether all of it is here already, so that nobody has to wait for it. */
    boolean isHere() {
        long length = request.getContentLengthLong();
        return length >= 0 && request.getInputBuffer().available() >= length;
    }

    /** Reads all of it; null when that went well. */
    @Nullable BodyRefusal read(Body body) {
        long length = request.getContentLengthLong();
        if (length > limit) {
            return tooMuch();
        }
        if (!isHere()) {
            // Whoever waits here for a client keeps nobody else from being taken or refused.
            Door.passed();
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

    /** Reads on for a while without keeping anything; whether that was all. */
    boolean drain() {
        if (request.hasExpectation()) {
            // It asks first, and is told no.
            return false;
        }
        Door.passed();
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
        return body.length() < seconds * settings.slowest().toBytes();
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

    /** Chunks come as they are. */
    @Override
    public void expand(int size) {}
}
