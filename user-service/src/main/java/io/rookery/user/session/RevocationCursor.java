package io.rookery.user.session;

import io.rookery.kit.error.ApiException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A cursor in the revocations of all shards: {@code shard=position,…}. A position is a transaction
 * id: the reader has seen everything that older transactions wrote. While a shard has more than a
 * page holds, the place where its last page ended is appended, {@code number:transaction.token}. A
 * shard that was read to its end meanwhile, {@code number+}, waits for the others, so that reading
 * ends however much is written concurrently.
 */
record RevocationCursor(SortedMap<String, Position> positionOfShard) {

    /**
     * How far before the oldest transaction in progress a reader starts again. After a failover,
     * the new primary assigns transaction ids again that the old one had used in transactions that
     * were never replicated.
     */
    static final long OVERLAP = 10_000;

    private static final int MAX_LENGTH = 10_000;
    private static final Pattern ENTRY =
            Pattern.compile("(\\d{1,20})=(\\d{1,18})(?::(\\d{1,18})\\.([1-8]?\\d{1,18})|(\\+))?");

    /** Where reading continues on a shard. */
    sealed interface Position {

        /** The reader has seen everything that transactions older than this one wrote. */
        long known();
    }

    /** Reading continues from this transaction on. */
    record Start(long known) implements Position {}

    /**
     * Reading continues in the middle of the available revocations.
     *
     * @param known the known position once the end is reached, as of the first page
     */
    record Middle(long known, long transaction, long tokenId) implements Position {}

    /** Reading continues when the other shards have been read to their end, too. */
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

    /** Whether the shard is skipped until the others have been read to their end. */
    boolean isAtEnd(String shard) {
        return positionOfShard.get(shard) instanceof End;
    }

    /**
     * The cursor after a full page.
     *
     * @param horizon the oldest transaction that was in progress
     */
    RevocationCursor inTheMiddle(String shard, long horizon, long transaction, long tokenId) {
        return with(shard, new Middle(knownAfter(shard, horizon), transaction, tokenId));
    }

    /**
     * The cursor after a page that contained all the rest.
     *
     * @param horizon the oldest transaction that was in progress
     */
    RevocationCursor atEnd(String shard, long horizon) {
        return with(shard, new End(knownAfter(shard, horizon)));
    }

    /** The cursor for the next pass: shards at their end start again. */
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
     * The first of several pages determines the position: transactions that were in progress then
     * may since have committed before the start of a later page.
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
