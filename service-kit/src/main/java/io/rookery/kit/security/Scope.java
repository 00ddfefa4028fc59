package io.rookery.kit.security;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scopes of access tokens, as the client API names them. */
public enum Scope {
    READ("read"),
    READ_ACCOUNTS("read:accounts"),
    READ_BLOCKS("read:blocks"),
    READ_BOOKMARKS("read:bookmarks"),
    READ_FAVOURITES("read:favourites"),
    READ_FILTERS("read:filters"),
    READ_FOLLOWS("read:follows"),
    READ_LISTS("read:lists"),
    READ_MUTES("read:mutes"),
    READ_NOTIFICATIONS("read:notifications"),
    READ_SEARCH("read:search"),
    READ_STATUSES("read:statuses"),
    WRITE("write"),
    WRITE_ACCOUNTS("write:accounts"),
    WRITE_BLOCKS("write:blocks"),
    WRITE_BOOKMARKS("write:bookmarks"),
    WRITE_CONVERSATIONS("write:conversations"),
    WRITE_FAVOURITES("write:favourites"),
    WRITE_FILTERS("write:filters"),
    WRITE_FOLLOWS("write:follows"),
    WRITE_LISTS("write:lists"),
    WRITE_MEDIA("write:media"),
    WRITE_MUTES("write:mutes"),
    WRITE_NOTIFICATIONS("write:notifications"),
    WRITE_REPORTS("write:reports"),
    WRITE_STATUSES("write:statuses"),
    FOLLOW("follow"),
    PUSH("push"),
    PROFILE("profile");

    private static final Map<String, Scope> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Scope::text, Function.identity()));

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
    private final List<String> coveredBy;

    Scope(String text) {
        this.text = text;
        List<String> covering = new ArrayList<>(List.of(text));
        int colon = text.indexOf(':');
        if (colon > 0) {
            covering.add(text.substring(0, colon));
            if (text.endsWith(":follows") || text.endsWith(":blocks") || text.endsWith(":mutes")) {
                covering.add("follow");
            }
        }
        if (text.equals("profile")) {
            covering.add("read");
            covering.add("read:accounts");
        }
        this.coveredBy = List.copyOf(covering);
    }

    /** The scope of that exact name, if there is one. */
    public static Optional<Scope> named(String text) {
        return Optional.ofNullable(BY_NAME.get(text));
    }

    /** As the API writes it: {@code read:statuses}. */
    public String text() {
        return text;
    }

    /** Whether one of the granted scopes is this one or a wider one. */
    public boolean isGrantedBy(Set<String> granted) {
        for (String covering : coveredBy) {
            if (granted.contains(covering)) {
                return true;
            }
        }
        return false;
    }
}
