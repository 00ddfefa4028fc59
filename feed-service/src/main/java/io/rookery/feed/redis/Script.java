package io.rookery.feed.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script that returns an integer. Its caller names all keys that it touches. */
public final class Script {

    private final byte[] source;
    private final String sha;

    private Script(byte[] source) {
        this.source = source;
        this.sha = sha1(source);
    }

    /**
     * Loads a script from resources in the package of the class, concatenated in the given order.
     */
    public static Script beside(Class<?> owner, String... resources) {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        for (String resource : resources) {
            try (InputStream in = owner.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalArgumentException("There is no script " + resource);
                }
                in.transferTo(source);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Script(source.toByteArray());
    }

    byte[] source() {
        return source;
    }

    String sha() {
        return sha;
    }

    private static String sha1(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-1", e);
        }
    }
}
