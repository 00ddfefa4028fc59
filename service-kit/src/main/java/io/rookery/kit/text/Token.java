package io.rookery.kit.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A piece of a text; together they are the whole text. */
public sealed interface Token {

    /** As it was written. */
    String text();

    /** Nothing special. */
    record Plain(String text) implements Token {}

    /** An address that begins with {@code http://} or {@code https://}. */
    record Url(String text) implements Token {}

    /**
     * {@code @username} or {@code @username@domain}; whether there is such an account is not known.
     */
    record At(String username, @Nullable String domain) implements Token {

        @Override
        public String text() {
            return domain == null ? "@" + username : "@" + username + "@" + domain;
        }

        /** Whether it can be an account of the Rookery with the public address. */
        public boolean isOf(String base) {
            if (domain == null) {
                return true;
            }
            String authority = base.substring(base.indexOf("://") + 3);
            int port = authority.indexOf(':');
            return domain.equalsIgnoreCase(authority)
                    || (port >= 0 && domain.equalsIgnoreCase(authority.substring(0, port)));
        }

        /** The username in lower case. */
        public String key() {
            return username.toLowerCase(Locale.ROOT);
        }
    }

    /** A sign, {@code #} or {@code ＃}, and a hashtag's name. */
    record Hash(String text) implements Token {

        /** What stands behind the sign. */
        public String name() {
            return text.substring(1);
        }
    }
}
