package io.rookery.storage.probe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a component said about itself and about others.
 *
 * @param role what it does in its group
 * @param serving whether its group can do its work through it
 * @param incarnation differs after each start of its process; null when it does not say
 * @param follows address of the primary that it follows, if it says so
 * @param knownAs under which name others know it, if not by its address
 * @param heard when it last heard from others, by their address or name; our clock's time
 * @param replicas those that follow it, as far as it says so
 * @param passesOver addresses that it sends no requests to at present
 * @param doubts for each shard that it has asked lately, whether the primary does not answer it, or
 *     hardly
 * @param strain what it is short of
 * @param streams whether it receives the changes of a primary at present; false for who follows
 *     none
 * @param timeline of two primaries of a shard the one with the greater was promoted later; 0 when
 *     it does not say
 */
public record Report(
        Role role,
        boolean serving,
        @Nullable String incarnation,
        @Nullable String follows,
        @Nullable String knownAs,
        Map<String, Instant> heard,
        List<Replica> replicas,
        Set<String> passesOver,
        Map<String, Boolean> doubts,
        Strain strain,
        boolean streams,
        long timeline) {

    public Report {
        heard = Map.copyOf(heard);
        replicas = List.copyOf(replicas);
        passesOver = Set.copyOf(passesOver);
        doubts = Map.copyOf(doubts);
    }

    /** Nothing but what it does. */
    public static Report of(Role role, boolean serving) {
        return new Report(
                role,
                serving,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                Set.of(),
                Map.of(),
                Strain.NONE,
                false,
                0);
    }

    /** One that receives the changes of a primary, or does not. */
    public Report streaming(boolean does) {
        return with(does, timeline);
    }

    public Report onTimeline(long number) {
        return with(streams, number);
    }

    private Report with(boolean streams, long timeline) {
        return new Report(
                role,
                serving,
                incarnation,
                follows,
                knownAs,
                heard,
                replicas,
                passesOver,
                doubts,
                strain,
                streams,
                timeline);
    }

    public Report started(String asIncarnation) {
        return with(asIncarnation, follows, knownAs, heard, replicas, passesOver, doubts, strain);
    }

    public Report following(@Nullable String primary) {
        return with(incarnation, primary, knownAs, heard, replicas, passesOver, doubts, strain);
    }

    public Report knownAs(@Nullable String name) {
        return with(incarnation, follows, name, heard, replicas, passesOver, doubts, strain);
    }

    public Report hearing(Map<String, Instant> others) {
        return with(incarnation, follows, knownAs, others, replicas, passesOver, doubts, strain);
    }

    public Report withReplicas(List<Replica> followers) {
        return with(incarnation, follows, knownAs, heard, followers, passesOver, doubts, strain);
    }

    public Report passingOver(Set<String> addresses) {
        return with(incarnation, follows, knownAs, heard, replicas, addresses, doubts, strain);
    }

    public Report under(Strain itsStrain) {
        return with(incarnation, follows, knownAs, heard, replicas, passesOver, doubts, itsStrain);
    }

    public Report doubting(Map<String, Boolean> shards) {
        return with(incarnation, follows, knownAs, heard, replicas, passesOver, shards, strain);
    }

    /** The same role in the same group, with these details. */
    private Report with(
            @Nullable String incarnation,
            @Nullable String follows,
            @Nullable String knownAs,
            Map<String, Instant> heard,
            List<Replica> replicas,
            Set<String> passesOver,
            Map<String, Boolean> doubts,
            Strain strain) {
        return new Report(
                role,
                serving,
                incarnation,
                follows,
                knownAs,
                heard,
                replicas,
                passesOver,
                doubts,
                strain,
                streams,
                timeline);
    }
}
