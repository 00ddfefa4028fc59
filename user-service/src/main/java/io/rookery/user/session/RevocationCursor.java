package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a reader has come on each shard, as transaction numbers: {@code shard=number,…}. All that
 * was written by older transactions it has read.
 */
record RevocationCursor(SortedMap<String, Long> positionOfShard) {

    /**
     * How far behind the oldest transaction in progress a reader starts again. Numbers that were
     * given to transactions whose traces a promoted standby never received are given once more.
     */
    static final long OVERLAP = 10_000;

    private static final int MAX_LENGTH = 10_000;
    private static final Pattern ENTRY = Pattern.compile("(\\d{1,20})=(\\d{1,18})");

    /**
     * @throws ApiException 422 if it is not what {@link #text()} gave
     */
    static RevocationCursor parse(String text) {
        SortedMap<String, Long> positions = new TreeMap<>();
        if (text.length() > MAX_LENGTH) {
            throw malformed();
        }
        if (!text.isEmpty()) {
            for (String entry : text.split(",", -1)) {
                var matcher = ENTRY.matcher(entry);
                if (!matcher.matches()) {
                    throw malformed();
                }
                positions.put(matcher.group(1), Long.valueOf(matcher.group(2)));
            }
        }
        return new RevocationCursor(positions);
    }

    String text() {
        return positionOfShard.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** The same with all read that is older than the oldest transaction in progress. */
    RevocationCursor atHorizon(String shard, long horizon) {
        return at(shard, Math.max(0, horizon - OVERLAP));
    }

    /** The same with all read that is older than the transaction. */
    RevocationCursor at(String shard, long position) {
        SortedMap<String, Long> positions = new TreeMap<>(positionOfShard);
        positions.merge(shard, position, Math::max);
        return new RevocationCursor(positions);
    }

    String[] shards() {
        return positionOfShard.keySet().toArray(String[]::new);
    }

    String[] positions() {
        return positionOfShard.values().stream().map(String::valueOf).toArray(String[]::new);
    }

    private static ApiException malformed() {
        return ApiException.unprocessable("The cursor is malformed");
    }
}
