package io.rookery.api.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parsed URL of a profile or of a status. {@link #parse} accepts every form of the URL that
 * Rookery publishes, and the variants that users paste: upper case in the scheme and the host, a
 * trailing slash, a query or a fragment.
 *
 * @param authority host and optional port, in lower case; the caller checks which server it is
 * @param status the ASCII digits of the status identifier; empty for a profile
 */
public record PublicAddress(String authority, String username, Optional<String> status) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?i:https?)://(?<authority>[^/?#@\\s]+)/(?:@|users/)(?<username>[A-Za-z0-9_]+)"
                            + "(?:/(?:statuses/)?(?<status>[0-9]+))?/?(?:[?#]\\S*)?");

    /** Parses the text. Returns empty if it is not the URL of a profile or a status. */
    public static Optional<PublicAddress> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new PublicAddress(
                        form.group("authority").toLowerCase(Locale.ROOT),
                        form.group("username"),
                        Optional.ofNullable(form.group("status"))));
    }

    /**
     * Whether this address has the same authority as the given URL.
     *
     * @param base an absolute URL
     */
    public boolean isAt(String base) {
        int begin = base.indexOf("://") + 3;
        int end = base.indexOf('/', begin);
        return authority.equalsIgnoreCase(base.substring(begin, end < 0 ? base.length() : end));
    }
}
