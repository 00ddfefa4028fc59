package io.rookery.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Result of checking the response to a malformed request.
 *
 * @param status status of the first response; empty if there is none
 * @param complaint what is wrong; null if nothing is wrong
 */
record ResponseVerdict(OptionalInt status, @Nullable String complaint) {

    private static final Pattern STATUS_LINE =
            Pattern.compile("(?:^|[\\r\\n}])HTTP/1\\.[01] (\\d{3}) ");
    private static final Pattern WORDED = Pattern.compile("\\{\"error\":\"[^\"]+\"");
    private static final Pattern PAGES =
            Pattern.compile("\\S+ [^\r\n]*/(@|%40|auth/|oauth/|tags/|users/)");
    private static final Pattern VERSIONED = Pattern.compile("\\S+ +\\S[^\r\n]* HTTP/[^\r\n]*\r\n");
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_OF_OURS = 500;
    private static final int CONTINUE = 100;

    /** A request of at most this size is read completely before it is refused. */
    private static final int SMALL = 8_000;

    /** Checks all bytes that a client has read until the connection ended. */
    static ResponseVerdict of(byte[] request, byte[] answer) {
        String sent = new String(request, ISO_8859_1);
        String came = new String(answer, ISO_8859_1);
        OptionalInt status = OptionalInt.empty();
        Matcher line = STATUS_LINE.matcher(came);
        while (line.find()) {
            int found = Integer.parseInt(line.group(1));
            if (found >= FIRST_OF_OURS) {
                return new ResponseVerdict(OptionalInt.of(found), "The status is " + found);
            }
            if (status.isEmpty() && found != CONTINUE) {
                status = OptionalInt.of(found);
            }
        }
        if (status.isEmpty()) {
            boolean owesAnAnswer = hasWholeHead(sent) && request.length <= SMALL && isHttp1(sent);
            return new ResponseVerdict(status, owesAnAnswer ? "There is no response" : null);
        }
        return new ResponseVerdict(
                status, status.getAsInt() < FIRST_ERROR ? null : complaintOf(sent, came));
    }

    private static @Nullable String complaintOf(String sent, String came) {
        if (!came.contains("Access-Control-Allow-Origin: *")) {
            return "The response lacks Access-Control-Allow-Origin";
        }
        // Web pages for people may answer with an HTML error page.
        boolean isPage =
                came.contains("Content-Type: text/html") && PAGES.matcher(sent).lookingAt();
        return isPage || sent.startsWith("HEAD ") || WORDED.matcher(came).find()
                ? null
                : "The response is not in the error format of the API";
    }

    private static boolean hasWholeHead(String sent) {
        return sent.contains("\r\n\r\n");
    }

    /**
     * Whether the request line names a version. Before HTTP/1.0 it named none, and responses had no
     * status.
     */
    private static boolean isHttp1(String sent) {
        return VERSIONED.matcher(sent).lookingAt();
    }
}
