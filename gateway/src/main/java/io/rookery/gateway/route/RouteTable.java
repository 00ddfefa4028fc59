package io.rookery.gateway.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Maps the paths of the client API to services. A path that is not listed does not exist for
 * clients.
 */
public final class RouteTable {

    /** The service for accounts, applications, sign-in, and information about the server. */
    public static final String USER_SERVICE = "user-service";

    /** The service for statuses, timelines, notifications and search. */
    public static final String FEED_SERVICE = "feed-service";

    private static final int DEEPEST_PREFIX = 3;
    private static final String ACCOUNTS = "/api/v1/accounts/";
    private static final String STATUSES = "/statuses";

    /**
     * Paths that need no valid token. Their clients may have no token yet, or no longer a valid
     * one.
     */
    private static final Set<String> PUBLIC =
            Set.of(
                    "/auth",
                    "/oauth",
                    "/tags",
                    "/users",
                    "/.well-known",
                    "/nodeinfo",
                    "/avatars/original",
                    "/headers/original",
                    "/api/v1/custom_emojis",
                    "/api/v1/instance",
                    "/api/v2/instance");

    private static final String REGISTRATION = "/api/v1/apps";

    /** Anything in a path that two parsers might interpret differently. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("//|/\\.\\.?(/|$)|[;\\\\]|%(2e|2f|5c|00|25)", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> services = new HashMap<>();

    public RouteTable() {
        add(
                FEED_SERVICE,
                List.of(
                        "/tags",
                        "/users",
                        "/api/v1/bookmarks",
                        "/api/v1/favourites",
                        "/api/v1/notifications",
                        "/api/v1/statuses",
                        "/api/v1/tags",
                        "/api/v1/timelines",
                        "/api/v2/search"));
        add(
                USER_SERVICE,
                List.of(
                        "/.well-known",
                        "/auth",
                        "/avatars/original",
                        "/headers/original",
                        "/nodeinfo",
                        "/oauth",
                        "/api/v1/accounts",
                        "/api/v1/announcements",
                        "/api/v1/apps",
                        "/api/v1/blocks",
                        "/api/v1/conversations",
                        "/api/v1/custom_emojis",
                        "/api/v1/domain_blocks",
                        "/api/v1/endorsements",
                        "/api/v1/featured_tags",
                        "/api/v1/filters",
                        "/api/v1/follow_requests",
                        "/api/v1/followed_tags",
                        "/api/v1/instance",
                        "/api/v1/lists",
                        "/api/v1/markers",
                        "/api/v1/media",
                        "/api/v1/mutes",
                        "/api/v1/polls",
                        "/api/v1/preferences",
                        "/api/v1/push",
                        "/api/v1/reports",
                        "/api/v1/scheduled_statuses",
                        "/api/v1/suggestions",
                        "/api/v1/trends",
                        "/api/v2/filters",
                        "/api/v2/instance",
                        "/api/v2/media",
                        "/api/v2/suggestions"));
    }

    /**
     * The path of a request, as it came over the wire, without the query and without a trailing
     * slash.
     */
    public static String pathOf(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }

    /** Whether a path is open to everyone, so that a token that is no longer valid does no harm. */
    public boolean isPublic(String path) {
        return path.equals(REGISTRATION)
                || isProfile(path)
                || PUBLIC.stream()
                        .anyMatch(open -> path.equals(open) || path.startsWith(open + '/'));
    }

    /**
     * The service that answers a path; null when there is none.
     *
     * @param path see {@link #pathOf}
     */
    public @Nullable String serviceOf(String path) {
        String service =
                isProfile(path) || isStatusesOfAnAccount(path) ? FEED_SERVICE : byPrefix(path);
        return service != null && !AMBIGUOUS.matcher(path).find() ? service : null;
    }

    private @Nullable String byPrefix(String path) {
        int end = 0;
        for (int depth = 0; depth < DEEPEST_PREFIX && end >= 0; depth++) {
            end = path.indexOf('/', end + 1);
            String service = services.get(end < 0 ? path : path.substring(0, end));
            if (service != null) {
                return service;
            }
        }
        return null;
    }

    private static boolean isProfile(String path) {
        return path.startsWith("/@") || path.startsWith("/%40");
    }

    private static boolean isStatusesOfAnAccount(String path) {
        return path.startsWith(ACCOUNTS)
                && path.endsWith(STATUSES)
                && path.indexOf('/', ACCOUNTS.length()) == path.length() - STATUSES.length();
    }

    private void add(String service, List<String> prefixes) {
        prefixes.forEach(prefix -> services.put(prefix, service));
    }
}
