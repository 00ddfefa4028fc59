package io.rookery.storage.monitoring.incident;

import io.rookery.storage.monitoring.probe.Component;
import io.rookery.storage.monitoring.probe.ComponentReport;
import io.rookery.storage.monitoring.probe.ProbeResult;
import io.rookery.storage.monitoring.probe.ProbeRound;
import java.util.List;
import java.util.Objects;

/**
 * Votes of the instances that use a shard on whether its primary has failed.
 *
 * @param doubting number of instances that get no answer from it in time
 * @param using number of instances that have sent it requests lately
 */
record SuspicionVotes(int doubting, int using) {

    static SuspicionVotes of(String shard, ProbeRound round) {
        List<Boolean> doubts =
                round.sightings().stream()
                        .filter(seen -> seen.component().type() == Component.Type.INSTANCE)
                        .map(ProbeResult::report)
                        .filter(Objects::nonNull)
                        .map((ComponentReport report) -> report.doubts().get(shard))
                        .filter(Objects::nonNull)
                        .toList();
        return new SuspicionVotes(
                (int) doubts.stream().filter(doubt -> doubt).count(), doubts.size());
    }

    boolean areOfMost() {
        return doubting * 2 > using;
    }
}
