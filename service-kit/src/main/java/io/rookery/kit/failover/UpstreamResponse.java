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

/**
 * The answer of an instance. A small body is completely in memory. Of a large body, only the
 * beginning is in memory, and the rest is streamed from the instance.
 */
public final class UpstreamResponse implements Closeable {

    /** Up to this size, in bytes, an answer is written in one piece. */
    public static final int PART = 16 * 1024;

    private static final byte[] NOTHING = {};

    private final String instanceId;
    private final int status;
    private final Header[] headers;
    private volatile byte[] head;
    private final @Nullable InputStream rest;

    UpstreamResponse(
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

    /** Identifier of the instance that has answered. */
    public String instanceId() {
        return instanceId;
    }

    public int status() {
        return status;
    }

    /** All headers, unchanged and in their order. */
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

    /** Number of bytes of the body that are in memory. */
    public int held() {
        return head.length;
    }

    /** The length of the body in bytes if all of it is in memory; otherwise -1. */
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
     * @throws IOException if the body cannot be written
     * @throws TruncatedResponseException if the instance does not send all of it
     */
    public void writeTo(OutputStream out) throws IOException {
        int length = head.length;
        if (length <= PART) {
            out.write(head);
        } else {
            // A blocked writer references only a copy of one part, so that the rest can be dropped.
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

    /** Frees the memory of the part that is not written yet. Any thread may call this. */
    public void drop() {
        head = NOTHING;
    }

    private byte[] part(int begin) throws IOException {
        byte[] all = head;
        if (begin >= all.length) {
            throw new IOException("The response was discarded");
        }
        return Arrays.copyOfRange(all, begin, Math.min(begin + PART, all.length));
    }

    private static int read(InputStream rest, byte[] part) {
        try {
            return rest.read(part);
        } catch (IOException e) {
            throw new TruncatedResponseException(e);
        }
    }

    /** Closes the answer, which is not used. Ignores errors. */
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
