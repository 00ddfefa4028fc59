package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a reader has come on each shard: {@code shard=position,…}. All that was written by older
 * transactions than the number it has read. While there is more on a shard than a page holds, the
 * place where its last page ended goes with it, {@code number:transaction.token}; a shard that was
 * read to its end meanwhile, {@code number+}, waits for the others, so that reading has an end
 * whatever is written.
 */
record RevocationCursor(SortedMap<String, Position> positionOfShard) {

    /**
     * How far behind the oldest transaction in progress a reader starts again. Numbers that were
     * given to transactions whose traces a promoted standby never received are given once more.
     */
    static final long OVERLAP = 10_000;

    private static final int MAX_LENGTH = 10_000;
    private static final Pattern ENTRY =
            Pattern.compile("(\\d{1,20})=(\\d{1,18})(?::(\\d{1,18})\\.([1-8]?\\d{1,18})|(\\+))?");

    /** Where reading goes on on a shard. */
    sealed interface Position {

        /** All that was written by older transactions is known. */
        long known();
    }

    /** From the transaction on. */
    record Start(long known) implements Position {}

    /**
     * In the middle of what there is.
     *
     * @param known what is known once the end is reached: as of the first page
     */
    record Middle(long known, long transaction, long tokenId) implements Position {}

    /** Not before the other shards are read to their end, too. */
    record End(long known) implements Position {}

    /**
     * @throws ApiException 422 if it is not what {@link #text()} gave
     */
    static RevocationCursor parse(String text) {
        SortedMap<String, Position> positions = new TreeMap<>();
        if (text.length() > MAX_LENGTH) {
            throw malformed();
        }
        if (!text.isEmpty()) {
            for (String entry : text.split(",", -1)) {
                Matcher matcher = ENTRY.matcher(entry);
                if (!matcher.matches()) {
                    throw malformed();
                }
                positions.put(matcher.group(1), position(matcher));
            }
        }
        return new RevocationCursor(positions);
    }

    String text() {
        return positionOfShard.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                .collect(Collectors.joining(","));
    }

    /** Whether the shard has nothing to tell until the others are read to their end. */
    boolean isAtEnd(String shard) {
        return positionOfShard.get(shard) instanceof End;
    }

    /**
     * The same after a page that was full.
     *
     * @param horizon the oldest transaction that was in progress
     */
    RevocationCursor inTheMiddle(String shard, long horizon, long transaction, long tokenId) {
        return with(shard, new Middle(knownAfter(shard, horizon), transaction, tokenId));
    }

    /**
     * The same after a page that had all that was left.
     *
     * @param horizon the oldest transaction that was in progress
     */
    RevocationCursor atEnd(String shard, long horizon) {
        return with(shard, new End(knownAfter(shard, horizon)));
    }

    /** The same for the next time of reading: what is at its end starts again. */
    RevocationCursor rewound() {
        SortedMap<String, Position> positions = new TreeMap<>(positionOfShard);
        positions.replaceAll(
                (_, position) -> position instanceof End(long known) ? new Start(known) : position);
        return new RevocationCursor(positions);
    }

    String[] shards() {
        return positionOfShard.keySet().toArray(String[]::new);
    }

    String[] transactions() {
        return positions().stream()
                .map(RevocationCursor::transaction)
                .map(String::valueOf)
                .toArray(String[]::new);
    }

    Long[] tokenIds() {
        return positions().stream()
                .map(position -> position instanceof Middle middle ? middle.tokenId() : 0L)
                .toArray(Long[]::new);
    }

    Boolean[] ends() {
        return positions().stream().map(End.class::isInstance).toArray(Boolean[]::new);
    }

    private Collection<Position> positions() {
        return positionOfShard.values();
    }

    /**
     * Of several pages the first one says it: what was in progress then may have been committed
     * behind the place that a later one began at.
     */
    private long knownAfter(String shard, long horizon) {
        Position before = positionOfShard.getOrDefault(shard, new Start(0));
        return before instanceof Middle
                ? before.known()
                : Math.max(before.known(), horizon - OVERLAP);
    }

    private RevocationCursor with(String shard, Position position) {
        SortedMap<String, Position> positions = new TreeMap<>(positionOfShard);
        positions.put(shard, position);
        return new RevocationCursor(positions);
    }

    private static long transaction(Position position) {
        return position instanceof Middle middle ? middle.transaction() : position.known();
    }

    private static Position position(Matcher entry) {
        long known = Long.parseLong(entry.group(2));
        if (entry.group(5) != null) {
            return new End(known);
        }
        return entry.group(3) == null
                ? new Start(known)
                : new Middle(known, Long.parseLong(entry.group(3)), Long.parseLong(entry.group(4)));
    }

    private static String text(Position position) {
        return switch (position) {
            case Start(long known) -> Long.toString(known);
            case Middle(long known, long transaction, long tokenId) ->
                    known + ":" + transaction + "." + tokenId;
            case End(long known) -> known + "+";
        };
    }

    private static ApiException malformed() {
        return ApiException.unprocessable("The cursor is malformed");
    }
}
