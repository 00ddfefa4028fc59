package io.rookery.feed.timeline;

import java.util.Arrays;
import java.util.List;

/**
 * What a timeline was built on.
 *
 * @param version of whom it shows, as {@link HomeVersions} counts
 * @param largeAuthors whose statuses it does not hold and are to be merged in
 * @param rules what of it is not to be shown
 */
record Basis(long version, List<Long> largeAuthors, Rules rules) {

    /** That of a timeline which is the same for everybody. */
    static final Basis EVERYBODY = new Basis(0, List.of(), Rules.NONE);

    Basis {
        largeAuthors = List.copyOf(largeAuthors);
    }

    String text() {
        return version
                + "|"
                + String.join(",", largeAuthors.stream().map(String::valueOf).toList())
                + '|'
                + rules.text();
    }

    static Basis parse(String text) {
        int first = text.indexOf('|');
        int second = text.indexOf('|', first + 1);
        return new Basis(
                Long.parseLong(text.substring(0, first)),
                numbers(text.substring(first + 1, second)),
                Rules.parse(text.substring(second + 1)));
    }

    private static List<Long> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
    }
}
