package io.rookery.user.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules for redirect URIs, which authorization codes are sent to. */
final class RedirectUris {

    /** The code is shown to the user, who copies it into the application. */
    static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    static final int MAX_COUNT = 16;
    static final int MAX_LENGTH = 2000;

    /** The first character outside ASCII. Headers cannot contain such characters. */
    private static final int FIRST_BEYOND_ASCII = 0x80;

    /** Schemes that a browser would execute or open locally instead of navigating there. */
    private static final Set<String> RUN_BY_BROWSERS =
            Set.of("javascript", "data", "vbscript", "blob", "about", "file", "view-source");

    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[(0{0,4}:){1,7}0{0,3}1]");

    /**
     * Loopback hosts, where applications on the user's device listen for their code on an ephemeral
     * port.
     */
    private static final Set<String> OWN_DEVICE = Set.of("127.0.0.1", "[::1]", "localhost");

    /**
     * A scheme alone. Many applications register this, although RFC 3986 requires something after
     * it.
     */
    private static final Pattern SCHEME_ALONE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:)/{0,2}");

    private RedirectUris() {}

    /** Parses URIs that are given one by one, or several in one text. */
    static List<String> read(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.of(text.strip().split("\\s+")))
                .filter(uri -> !uri.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * Whether the URI is absolute, without a fragment, and not of a scheme that a browser would
     * execute.
     */
    static boolean isAcceptable(String uri) {
        try {
            URI parsed = parse(uri);
            String scheme = parsed.getScheme();
            return uri.length() <= MAX_LENGTH
                    && uri.chars().allMatch(c -> c < FIRST_BEYOND_ASCII)
                    && scheme != null
                    && parsed.getRawFragment() == null
                    && !RUN_BY_BROWSERS.contains(scheme.toLowerCase(Locale.ROOT))
                    && (!isWeb(parsed) || parsed.getHost() != null);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * Whether a registered URI permits sending a code to another one. Either both are identical, or
     * both are on the user's own device and differ only in the port (RFC 8252, section 7.3; RFC
     * 9700, section 4.1.3).
     */
    static boolean isCovered(String uri, String registered) {
        if (uri.equals(registered)) {
            return true;
        }
        try {
            URI asked = parse(uri);
            URI known = parse(registered);
            return isAcceptable(uri)
                    && isOwnDevice(asked)
                    && isOwnDevice(known)
                    && asked.getHost().equals(known.getHost())
                    && Objects.equals(asked.getRawPath(), known.getRawPath())
                    && Objects.equals(asked.getRawQuery(), known.getRawQuery());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The source expression for the target of the URI in a content security policy. */
    static String source(String uri) {
        URI parsed = known(uri);
        // A policy cannot contain IPv6 addresses.
        if (!isWeb(parsed) || parsed.getHost().startsWith("[")) {
            return parsed.getScheme() + ":";
        }
        String port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
        return parsed.getScheme() + "://" + parsed.getHost() + port;
    }

    /** Whether the URI leads to a website, and not to an application on the device. */
    static boolean isWeb(String uri) {
        return isWeb(known(uri));
    }

    /** The host of a website's URI, without user info and port. */
    static String hostOf(String uri) {
        return String.valueOf(known(uri).getHost());
    }

    /** Whether the code would cross a network unencrypted. */
    static boolean isReadableOnTheWay(String uri) {
        URI parsed = known(uri);
        return "http".equalsIgnoreCase(parsed.getScheme())
                && !LOOPBACK.matcher(parsed.getHost()).matches();
    }

    private static boolean isWeb(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme())
                || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isOwnDevice(URI uri) {
        return "http".equals(uri.getScheme())
                && uri.getRawUserInfo() == null
                && uri.getHost() != null
                && OWN_DEVICE.contains(uri.getHost());
    }

    /** Parses a URI that was accepted before. */
    private static URI known(String uri) {
        try {
            return parse(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The registered redirect URI is malformed", e);
        }
    }

    private static URI parse(String uri) throws URISyntaxException {
        var alone = SCHEME_ALONE.matcher(uri);
        return new URI(alone.matches() ? alone.group(1) + "///" : uri);
    }
}
