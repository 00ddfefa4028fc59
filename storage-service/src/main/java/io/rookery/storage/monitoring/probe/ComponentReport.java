package io.rookery.storage.monitoring.probe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a component reported about itself and about others.
 *
 * @param role what it does in its group
 * @param serving whether its group can do its work through it
 * @param incarnation changes with each start of its process; null when it does not report it
 * @param follows address of the primary that it follows; null if it reports none
 * @param knownAs name by which others know it; null if they use its address
 * @param heard when it last heard from others, by their address or name; our clock's time
 * @param replicas the replicas that follow it, as far as it reports them
 * @param passesOver addresses of the instances that it has ejected: it sends them no requests now
 * @param doubts for each shard that it has used lately, whether the primary does not answer it, or
 *     hardly does
 * @param strain its resource problems
 * @param streams whether it receives the changes of a primary at present; false if it follows none
 * @param timeline of two primaries of a shard, the one with the greater timeline was promoted
 *     later; 0 when it does not report it
 */
public record ComponentReport(
        Role role,
        boolean serving,
        @Nullable String incarnation,
        @Nullable String follows,
        @Nullable String knownAs,
        Map<String, Instant> heard,
        List<Replica> replicas,
        Set<String> passesOver,
        Map<String, Boolean> doubts,
        ResourcePressure strain,
        boolean streams,
        long timeline) {

    public ComponentReport {
        heard = Map.copyOf(heard);
        replicas = List.copyOf(replicas);
        passesOver = Set.copyOf(passesOver);
        doubts = Map.copyOf(doubts);
    }

    /** Creates a report without details. */
    public static ComponentReport of(Role role, boolean serving) {
        return new ComponentReport(
                role,
                serving,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                Set.of(),
                Map.of(),
                ResourcePressure.NONE,
                false,
                0);
    }

    /** Returns the report of a component that receives the changes of a primary, or does not. */
    public ComponentReport streaming(boolean does) {
        return with(does, timeline);
    }

    public ComponentReport onTimeline(long number) {
        return with(streams, number);
    }

    private ComponentReport with(boolean streams, long timeline) {
        return new ComponentReport(
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

    public ComponentReport started(String asIncarnation) {
        return with(asIncarnation, follows, knownAs, heard, replicas, passesOver, doubts, strain);
    }

    public ComponentReport following(@Nullable String primary) {
        return with(incarnation, primary, knownAs, heard, replicas, passesOver, doubts, strain);
    }

    public ComponentReport knownAs(@Nullable String name) {
        return with(incarnation, follows, name, heard, replicas, passesOver, doubts, strain);
    }

    public ComponentReport hearing(Map<String, Instant> others) {
        return with(incarnation, follows, knownAs, others, replicas, passesOver, doubts, strain);
    }

    public ComponentReport withReplicas(List<Replica> followers) {
        return with(incarnation, follows, knownAs, heard, followers, passesOver, doubts, strain);
    }

    public ComponentReport passingOver(Set<String> addresses) {
        return with(incarnation, follows, knownAs, heard, replicas, addresses, doubts, strain);
    }

    public ComponentReport under(ResourcePressure itsStrain) {
        return with(incarnation, follows, knownAs, heard, replicas, passesOver, doubts, itsStrain);
    }

    public ComponentReport doubting(Map<String, Boolean> shards) {
        return with(incarnation, follows, knownAs, heard, replicas, passesOver, shards, strain);
    }

    /** Returns a report with the same role and with these details. */
    private ComponentReport with(
            @Nullable String incarnation,
            @Nullable String follows,
            @Nullable String knownAs,
            Map<String, Instant> heard,
            List<Replica> replicas,
            Set<String> passesOver,
            Map<String, Boolean> doubts,
            ResourcePressure strain) {
        return new ComponentReport(
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
