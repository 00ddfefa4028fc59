package io.rookery.user.account;

import java.util.LinkedHashMap;
import java.util.Map;

/** The client API's Preferences entity, as a map because its names are not valid in a record. */
final class Preferences {

    private Preferences() {}

    static Map<String, Object> of(Account account) {
        PostingDefaults defaults = account.postingDefaults();
        Map<String, Object> preferences = new LinkedHashMap<>();
        preferences.put("posting:default:visibility", account.postingVisibility());
        preferences.put("posting:default:sensitive", defaults.sensitive());
        preferences.put("posting:default:language", defaults.language());
        preferences.put("posting:default:quote_policy", "public");
        preferences.put("reading:expand:media", "default");
        preferences.put("reading:expand:spoilers", false);
        preferences.put("reading:autoplay:gifs", false);
        return preferences;
    }
}
