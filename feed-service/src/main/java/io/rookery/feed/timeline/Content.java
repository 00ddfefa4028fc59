package io.rookery.feed.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What a build puts into Redis.
 *
 * @param followed the authors of whom pushed entries are taken
 * @param withoutBoosts those whose boosts are not taken
 * @param boosts those that may be shown: of each boosted status the first is among the entries,
 *     unless it lies below them
 * @param isWhole false when a part of it could not be read: then it is not kept
 */
record Content(
        Stretch stretch,
        Basis basis,
        Collection<Long> followed,
        Collection<Long> withoutBoosts,
        List<TimelineEntry> boosts,
        boolean isWhole) {

    /** Accounts that share a member of the sorted set: so few that each is quickly read. */
    private static final int TOGETHER = 128;

    /** A timeline that takes what is pushed whoever wrote it. */
    static Content ofEverybody(Stretch stretch, boolean isWhole) {
        return new Content(stretch, Basis.EVERYBODY, List.of(), List.of(), List.of(), isWhole);
    }

    Held held() {
        return new Held(stretch, basis);
    }

    /** The members of the sorted set, but for the state. */
    List<String> members() {
        List<String> members = new ArrayList<>(stretch.entries().size() + boosts.size() + 4);
        stretch.entries().forEach(entry -> members.add(entry.member()));
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
