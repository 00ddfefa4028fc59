package io.rookery.shard.transaction;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The standbys that a primary's commits wait for, by its setting {@code synchronous_standby_names}.
 *
 * @param needed how many of them have a commit before it is acknowledged
 * @param names their names, in the letters that slots may have
 */
record SynchronousStandbys(int needed, Set<String> names) {

    /**
     * Commits wait for nobody, or nobody knows for whom: a standby may lack what was acknowledged.
     */
    static final SynchronousStandbys NONE = new SynchronousStandbys(0, Set.of());

    private static final Pattern COUNTED =
            Pattern.compile("(?i)(?:first\\s+|any\\s+)?(\\d+)\\s*\\((.*)\\)");

    private static final String ANYBODY = "*";

    /** CloudNativePG puts it before the names of its slots. */
    private static final String SLOT_PREFIX = "_cnpg_";

    /** Reads what Postgres writes; what it cannot tell apart is {@link #NONE}. */
    static SynchronousStandbys parse(String setting) {
        String text = setting.strip();
        Matcher counted = COUNTED.matcher(text);
        boolean hasCount = counted.matches();
        int needed = hasCount ? Integer.parseInt(counted.group(1)) : 1;
        List<String> names =
                Stream.of((hasCount ? counted.group(2) : text).split(",", -1))
                        .map(SynchronousStandbys::unquoted)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.isEmpty() || names.contains(ANYBODY)) {
            return NONE;
        }
        return new SynchronousStandbys(
                needed, names.stream().map(SynchronousStandbys::plain).collect(Collectors.toSet()));
    }

    /**
     * Whether one standby has every acknowledged commit: it is among those that are waited for, and
     * no acknowledgement can have come without it.
     *
     * @param slot name of the slot from which it is fed; empty for none
     * @param cluster what it calls itself, if anything
     */
    boolean provesAlone(String slot, String cluster) {
        boolean isNamed = isAmong(slot) || isAmong(cluster);
        return isNamed && names.size() - 1 < needed;
    }

    private boolean isAmong(String name) {
        String plain = plain(name);
        return names.contains(plain)
                || (plain.startsWith(SLOT_PREFIX)
                        && names.contains(plain.substring(SLOT_PREFIX.length())));
    }

    private static String unquoted(String name) {
        String bare = name.strip();
        boolean isQuoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        return isQuoted ? bare.substring(1, bare.length() - 1).replace("\"\"", "\"") : bare;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }
}
