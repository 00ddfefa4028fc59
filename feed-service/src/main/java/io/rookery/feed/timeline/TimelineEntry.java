package io.rookery.feed.timeline;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * A status in a timeline. In Redis, an entry is the status id in 19 digits, so that byte order is
 * chronological order. A boost has a colon and the boosted id in 19 digits after that.
 *
 * @param id the status id, or that of the boost
 * @param boostOf the boosted status; 0 when it is no boost
 */
public record TimelineEntry(long id, long boostOf) {

    static final int DIGITS = 19;

    static final Comparator<TimelineEntry> NEWEST_FIRST =
            Comparator.comparingLong(TimelineEntry::id).reversed();

    public static TimelineEntry of(long id) {
        return new TimelineEntry(id, 0);
    }

    public boolean isBoost() {
        return boostOf != 0;
    }

    String member() {
        return isBoost() ? padded(id) + ':' + padded(boostOf) : padded(id);
    }

    byte[] memberBytes() {
        return member().getBytes(StandardCharsets.US_ASCII);
    }

    static TimelineEntry parse(byte[] member) {
        return new TimelineEntry(
                number(member, 0), member.length > DIGITS ? number(member, DIGITS + 1) : 0);
    }

    static String padded(long id) {
        String digits = Long.toString(id);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static long number(byte[] text, int from) {
        long number = 0;
        for (int i = from; i < from + DIGITS; i++) {
            number = number * 10 + (text[i] - '0');
        }
        return number;
    }
}
