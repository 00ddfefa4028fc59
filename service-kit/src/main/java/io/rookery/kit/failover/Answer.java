package io.rookery.kit.failover;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/** What an instance has answered: whole in memory, or, if it is large, its begin and the rest. */
public final class Answer implements Closeable {

    /** Up to this size an answer is written at once. */
    public static final int PART = 16 * 1024;

    private static final byte[] NOTHING = {};

    private final String instanceId;
    private final int status;
    private final Header[] headers;
    private volatile byte[] head;
    private final @Nullable InputStream rest;

    Answer(
            String instanceId,
            int status,
            Header[] headers,
            byte[] head,
            @Nullable InputStream rest) {
        this.instanceId = instanceId;
        this.status = status;
        this.headers = headers;
        this.head = head;
        this.rest = rest;
    }

    /** Which instance has answered. */
    public String instanceId() {
        return instanceId;
    }

    public int status() {
        return status;
    }

    /** All headers in their order, as they came. */
    public Iterable<Header> headers() {
        return Arrays.asList(headers);
    }

    boolean hasHeader(String name) {
        for (Header header : headers) {
            if (header.getName().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** How many bytes of the body are in memory. */
    public int held() {
        return head.length;
    }

    /** The body's length in bytes, if all of it is in memory; otherwise -1. */
    public int length() {
        return rest == null ? head.length : -1;
    }

    public InputStream body() {
        InputStream begin = new ByteArrayInputStream(head);
        return rest == null ? begin : new SequenceInputStream(begin, rest);
    }

    /**
     * Writes the body.
     *
     * @throws IOException if it cannot be written
     * @throws BrokenAnswerException if the instance has not sent all of it
     */
    public void writeTo(OutputStream out) throws IOException {
        int length = head.length;
        if (length <= PART) {
            out.write(head);
        } else {
            // Whoever writes keeps hold of no more than a part, so that the rest can be dropped.
            for (int begin = 0; begin < length; begin += PART) {
                out.write(part(begin));
            }
        }
        if (rest != null) {
            byte[] part = new byte[PART];
            for (int count = read(rest, part); count >= 0; count = read(rest, part)) {
                out.write(part, 0, count);
            }
        }
    }

    /** Frees the memory of what is not written yet; may be called by another thread. */
    public void drop() {
        head = NOTHING;
    }

    private byte[] part(int begin) throws IOException {
        byte[] all = head;
        if (begin >= all.length) {
            throw new IOException("The answer was dropped");
        }
        return Arrays.copyOfRange(all, begin, Math.min(begin + PART, all.length));
    }

    private static int read(InputStream rest, byte[] part) {
        try {
            return rest.read(part);
        } catch (IOException e) {
            throw new BrokenAnswerException(e);
        }
    }

    /** Closes it, for want of anyone who reads it. */
    void discard() {
        Closer.closeQuietly(this);
    }

    @Override
    public void close() throws IOException {
        if (rest != null) {
            rest.close();
        }
    }
}
