package io.rookery.feed.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The content that a build writes to Redis.
 *
 * @param segment the newest entries
 * @param basis what the timeline is built on
 * @param followed authors whose pushed entries the timeline takes
 * @param withoutBoosts authors whose boosts it does not take
 * @param boosts boosts that may be shown: the first one of each boosted status is among the
 *     entries, unless it lies below them
 * @param isWhole false when a part could not be read: then the content is not stored
 */
record TimelineSnapshot(
        TimelineSegment segment,
        BuildVersion basis,
        Collection<Long> followed,
        Collection<Long> withoutBoosts,
        List<TimelineEntry> boosts,
        boolean isWhole) {

    /** Accounts in one member of the sorted set: few enough that a member is searched quickly. */
    private static final int TOGETHER = 128;

    /** Content of a timeline that takes pushed entries by every author. */
    static TimelineSnapshot ofEverybody(TimelineSegment segment, boolean isWhole) {
        return new TimelineSnapshot(
                segment, BuildVersion.EVERYBODY, List.of(), List.of(), List.of(), isWhole);
    }

    CachedTimeline held() {
        return new CachedTimeline(segment, basis);
    }

    /** The members of the sorted set, except its state. */
    List<String> members() {
        List<String> members = new ArrayList<>(segment.entries().size() + boosts.size() + 4);
        segment.entries().forEach(entry -> members.add(entry.member()));
        boosts.forEach(boost ->
                members.add(
                        'b'
                                + TimelineEntry.padded(boost.boostOf())
                                + ':'
                                + TimelineEntry.padded(boost.id())));
        addSet('f', followed, members);
        addSet('n', withoutBoosts, members);
        return members;
    }

    private static void addSet(char letter, Collection<Long> accounts, List<String> members) {
        List<Long> ascending = List.copyOf(new TreeSet<>(accounts));
        for (int from = 0; from < ascending.size(); from += TOGETHER) {
            StringBuilder member = new StringBuilder().append(letter);
            member.append(TimelineEntry.padded(ascending.get(from))).append(',');
            for (Long account :
                    ascending.subList(from, Math.min(from + TOGETHER, ascending.size()))) {
                member.append(TimelineEntry.padded(account)).append(',');
            }
            members.add(member.toString());
        }
    }
}
