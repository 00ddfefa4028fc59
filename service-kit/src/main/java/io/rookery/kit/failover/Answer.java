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

    private static final int PART = 16 * 1024;

    private final String instanceId;
    private final int status;
    private final Header[] headers;
    private final byte[] head;
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
        out.write(head);
        if (rest != null) {
            byte[] part = new byte[PART];
            for (int count = read(rest, part); count >= 0; count = read(rest, part)) {
                out.write(part, 0, count);
            }
        }
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
