package io.rookery.storage.probe;

import java.time.Duration;
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
 * @param follows address of the primary that it follows, if it says so
 * @param heard when it last heard from others, by their address or their name; our clock's time
 * @param replicas those that follow it, as far as it says so
 * @param passesOver addresses that it sends no requests to at present
 * @param skew how far its clock is ahead of ours, beyond what the probe's own time explains
 * @param diskFull what the engine said when a write failed for want of space; null when none did
 * @param heapShare heap in use after a collection, of the most that it may be; 0 when not known
 * @param shed requests turned away for overload since its start
 */
public record Report(
        Role role,
        boolean serving,
        @Nullable String follows,
        Map<String, Instant> heard,
        List<Replica> replicas,
        Set<String> passesOver,
        Duration skew,
        @Nullable String diskFull,
        double heapShare,
        long shed) {

    public Report {
        heard = Map.copyOf(heard);
        replicas = List.copyOf(replicas);
        passesOver = Set.copyOf(passesOver);
    }

    /** Nothing but what it does. */
    public static Report of(Role role, boolean serving) {
        return new Report(
                role, serving, null, Map.of(), List.of(), Set.of(), Duration.ZERO, null, 0, 0);
    }

    public Report following(@Nullable String primary) {
        return new Report(
                role,
                serving,
                primary,
                heard,
                replicas,
                passesOver,
                skew,
                diskFull,
                heapShare,
                shed);
    }

    public Report hearing(Map<String, Instant> others) {
        return new Report(
                role,
                serving,
                follows,
                others,
                replicas,
                passesOver,
                skew,
                diskFull,
                heapShare,
                shed);
    }

    public Report withReplicas(List<Replica> followers) {
        return new Report(
                role,
                serving,
                follows,
                heard,
                followers,
                passesOver,
                skew,
                diskFull,
                heapShare,
                shed);
    }

    public Report passingOver(Set<String> addresses) {
        return new Report(
                role, serving, follows, heard, replicas, addresses, skew, diskFull, heapShare,
                shed);
    }

    public Report withSkew(Duration ahead) {
        return new Report(
                role,
                serving,
                follows,
                heard,
                replicas,
                passesOver,
                ahead,
                diskFull,
                heapShare,
                shed);
    }

    public Report withDiskFull(@Nullable String said) {
        return new Report(
                role, serving, follows, heard, replicas, passesOver, skew, said, heapShare, shed);
    }

    public Report withHeapShare(double share) {
        return new Report(
                role, serving, follows, heard, replicas, passesOver, skew, diskFull, share, shed);
    }

    public Report withShed(long requests) {
        return new Report(
                role,
                serving,
                follows,
                heard,
                replicas,
                passesOver,
                skew,
                diskFull,
                heapShare,
                requests);
    }
}
