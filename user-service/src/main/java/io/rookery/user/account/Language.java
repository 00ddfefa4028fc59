package io.rookery.user.account;

import java.util.regex.Pattern;

/** The languages of statuses, as clients name them. */
public final class Language {

    private static final Pattern CODE = Pattern.compile("[a-z]{2,3}(-[A-Za-z]{2,4})?");

    private Language() {}

    /** Whether the text is an ISO 639 code, perhaps with a script or a region. */
    public static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }
}
