package io.rookery.user.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where an application may be sent a code. */
final class RedirectUris {

    /** The code is shown to the person, who copies it into the application. */
    static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    static final int MAX_COUNT = 16;
    static final int MAX_LENGTH = 2000;

    /** A browser would run these instead of going there. */
    private static final Set<String> RUN_BY_BROWSERS =
            Set.of("javascript", "data", "vbscript", "blob", "about", "file", "view-source");

    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[(0{0,4}:){1,7}0{0,3}1]");

    private RedirectUris() {}

    /** Addresses given one by one, or several in one text. */
    static List<String> read(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.of(text.strip().split("\\s+")))
                .filter(uri -> !uri.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether it is absolute, without a fragment, and nothing that a browser would run. */
    static boolean isAcceptable(String uri) {
        try {
            URI parsed = new URI(uri);
            String scheme = parsed.getScheme();
            return uri.length() <= MAX_LENGTH
                    && scheme != null
                    && parsed.getRawFragment() == null
                    && !RUN_BY_BROWSERS.contains(scheme.toLowerCase(Locale.ROOT))
                    && (!isWeb(parsed) || parsed.getHost() != null);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** What a content security policy calls the place that the address leads to. */
    static String source(String uri) {
        URI parsed = URI.create(uri);
        if (!isWeb(parsed)) {
            return parsed.getScheme() + ":";
        }
        String port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
        return parsed.getScheme() + "://" + parsed.getHost() + port;
    }

    /** Whether it leads to a website, and not to an application on the device. */
    static boolean isWeb(String uri) {
        return isWeb(URI.create(uri));
    }

    /** The host of a website's address, without what else may stand before and after it. */
    static String hostOf(String uri) {
        return String.valueOf(URI.create(uri).getHost());
    }

    /** Whether it leads over a network without encryption. */
    static boolean isReadableOnTheWay(String uri) {
        URI parsed = URI.create(uri);
        return "http".equalsIgnoreCase(parsed.getScheme())
                && !LOOPBACK.matcher(parsed.getHost()).matches();
    }

    private static boolean isWeb(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme())
                || "https".equalsIgnoreCase(uri.getScheme());
    }
}
