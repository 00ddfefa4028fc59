package io.rookery.api.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A piece of a text; the tokens of a text together are the whole text. */
public sealed interface Token {

    /** The token as it was written. */
    String text();

    /** Text without special meaning. */
    record Plain(String text) implements Token {}

    /** An address that begins with {@code http://} or {@code https://}. */
    record Url(String text) implements Token {}

    /** A mention, {@code @username} or {@code @username@domain}; the account may not exist. */
    record At(String username, @Nullable String domain) implements Token {

        @Override
        public String text() {
            return domain == null ? "@" + username : "@" + username + "@" + domain;
        }

        /** Whether it can be an account of the Rookery with this public address. */
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

    /** A hashtag: a sign, {@code #} or {@code ＃}, and a name. */
    record Hash(String text) implements Token {

        /** The name after the sign. */
        public String name() {
            return text.substring(1);
        }
    }
}
