package io.rookery.acceptance.overload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Incremental HTTP response parser. Finds the end of a response and keeps only its status. */
final class ResponseParser {

    private static final int LONGEST_LINE = 8 << 10;

    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private Part part = Part.STATUS;
    private long remaining;
    private boolean isChunked;
    private boolean isKept;
    private int status;

    /** Which part of the response comes next. */
    private enum Part {
        STATUS,
        HEADER,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        LAST_LINE,
        END
    }

    /** Returns the status of the last response. */
    int status() {
        return status;
    }

    /** Whether the server keeps the connection open for another request. */
    boolean isKept() {
        return isKept;
    }

    /**
     * Processes the bytes that have arrived.
     *
     * @return whether the response is complete; later bytes belong to the next one
     */
    boolean accept(ByteBuffer bytes) throws IOException {
        while (part != Part.END && bytes.hasRemaining()) {
            if (part == Part.BODY || part == Part.CHUNK) {
                skip(bytes);
            } else if (completesLine(bytes.get())) {
                takeLine();
                length = 0;
            }
        }
        if (part != Part.END) {
            return false;
        }
        part = Part.STATUS;
        return true;
    }

    private void skip(ByteBuffer bytes) {
        int skipped = (int) Math.min(remaining, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        remaining -= skipped;
        if (remaining == 0) {
            part = part == Part.BODY ? Part.END : Part.CHUNK_END;
        }
    }

    private boolean completesLine(byte next) throws IOException {
        if (next == '\n') {
            return true;
        }
        if (next != '\r') {
            if (length == LONGEST_LINE) {
                throw new IOException("A line of the answer is too long");
            }
            line[length] = next;
            length++;
        }
        return false;
    }

    private void takeLine() {
        switch (part) {
            case STATUS -> {
                status = Integer.parseInt(text().split(" ", 3)[1]);
                isKept = true;
                isChunked = false;
                remaining = 0;
                part = Part.HEADER;
            }
            case HEADER -> takeHeader();
            case CHUNK_SIZE -> {
                remaining = Long.parseLong(text(), 16);
                // The last chunk is empty, and an empty line comes after it.
                part = remaining == 0 ? Part.LAST_LINE : Part.CHUNK;
            }
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            case LAST_LINE -> part = Part.END;
            default -> throw new IllegalStateException(part.name());
        }
    }

    private void takeHeader() {
        if (length == 0) {
            part = isChunked ? Part.CHUNK_SIZE : remaining > 0 ? Part.BODY : Part.END;
            return;
        }
        String header = text().toLowerCase(Locale.ROOT);
        if (header.startsWith("content-length:")) {
            remaining = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
        } else if (header.startsWith("transfer-encoding:")) {
            isChunked = true;
        } else if (header.equals("connection: close")) {
            isKept = false;
        }
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }
}
