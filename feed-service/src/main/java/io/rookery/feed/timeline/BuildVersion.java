package io.rookery.feed.timeline;

import java.util.Arrays;
import java.util.List;

/**
 * What a timeline was built on. A read compares it with the current state.
 *
 * @param version version of the timeline's sources, see {@link HomeVersions}
 * @param largeAuthors authors whose statuses are not pushed into the timeline, and which reads
 *     merge in
 * @param rules filter rules that reads apply
 */
record BuildVersion(long version, List<Long> largeAuthors, FilterRules rules) {

    /** For a timeline that is the same for all viewers. */
    static final BuildVersion EVERYBODY = new BuildVersion(0, List.of(), FilterRules.NONE);

    BuildVersion {
        largeAuthors = List.copyOf(largeAuthors);
    }

    String text() {
        return version
                + "|"
                + String.join(",", largeAuthors.stream().map(String::valueOf).toList())
                + '|'
                + rules.text();
    }

    static BuildVersion parse(String text) {
        int first = text.indexOf('|');
        int second = text.indexOf('|', first + 1);
        return new BuildVersion(
                Long.parseLong(text.substring(0, first)),
                numbers(text.substring(first + 1, second)),
                FilterRules.parse(text.substring(second + 1)));
    }

    private static List<Long> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
    }
}
