package io.rookery.kit.body;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** A request body that has been read completely, for the handler of the request. */
public final class ReadBody implements InputBuffer {

    private static final String ATTRIBUTE = ReadBody.class.getName();
    private static final byte[] NOTHING = {};

    private final byte[] bytes;
    private final int length;
    private boolean handedOver;

    ReadBody(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** The request's body without reading it again; empty for a request that has none. */
    public static byte[] of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ReadBody body ? body.all() : NOTHING;
    }

    void belongTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    private byte[] all() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    @Override
    public int doRead(ApplicationBufferHandler reader) throws IOException {
        if (handedOver || length == 0) {
            return -1;
        }
        handedOver = true;
        reader.setByteBuffer(ByteBuffer.wrap(bytes, 0, length));
        return length;
    }

    @Override
    public int available() {
        return handedOver ? 0 : length;
    }
}
