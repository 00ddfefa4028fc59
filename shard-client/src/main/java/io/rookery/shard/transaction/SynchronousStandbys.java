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
 * @param needed how many of them must have a commit before it is acknowledged
 * @param names their names, normalized to the letters that replication slot names may have
 */
record SynchronousStandbys(int needed, Set<String> names) {

    /**
     * Commits wait for no standby, or it is not known for which: a standby may lack acknowledged
     * writes.
     */
    static final SynchronousStandbys NONE = new SynchronousStandbys(0, Set.of());

    private static final Pattern COUNTED =
            Pattern.compile("(?i)(?:first\\s+|any\\s+)?(\\d+)\\s*\\((.*)\\)");

    private static final String ANYBODY = "*";

    /** CloudNativePG puts it before the names of its replication slots. */
    private static final String SLOT_PREFIX = "_cnpg_";

    /**
     * Parses the setting as Postgres writes it; {@link #NONE} if it names no standbys or accepts
     * any.
     */
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
     * Whether one standby alone has every acknowledged commit: commits wait for it, and no commit
     * can be acknowledged without it.
     *
     * @param slot name of the replication slot that feeds it; empty for none
     * @param cluster its {@code cluster_name}, if any
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
