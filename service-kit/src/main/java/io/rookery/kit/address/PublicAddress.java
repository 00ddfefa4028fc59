package io.rookery.kit.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of somebody's profile, or of a status, in any form in which a Rookery hands it out,
 * and as people pass it on: with another case, a slash at the end, a query or a fragment.
 *
 * @param authority host and perhaps port, in lower case; whose they are is for the caller to say
 * @param status the digits of the status' identifier, in ASCII; none for a profile
 */
public record PublicAddress(String authority, String username, Optional<String> status) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?i:https?)://(?<authority>[^/?#@\\s]+)/(?:@|users/)(?<username>[A-Za-z0-9_]+)"
                            + "(?:/(?:statuses/)?(?<status>[0-9]+))?/?(?:[?#]\\S*)?");

    /** The address that the text is; none if it is anything else. */
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

    /** Whether the same authority is in another address. */
    public boolean isAt(String base) {
        int begin = base.indexOf("://") + 3;
        int end = base.indexOf('/', begin);
        return authority.equalsIgnoreCase(base.substring(begin, end < 0 ? base.length() : end));
    }
}
