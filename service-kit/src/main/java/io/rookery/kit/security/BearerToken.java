package io.rookery.kit.security;

import org.jspecify.annotations.Nullable;

/** The token in an {@code Authorization} header. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** The token; null when the header is missing or of another scheme. */
    public static @Nullable String in(@Nullable String authorization) {
        return authorization != null
                        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : null;
    }
}
