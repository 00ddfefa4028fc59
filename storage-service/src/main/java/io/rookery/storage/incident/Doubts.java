package io.rookery.storage.incident;

import io.rookery.storage.probe.Component;
import io.rookery.storage.probe.Report;
import io.rookery.storage.probe.Round;
import io.rookery.storage.probe.Sighting;
import java.util.List;
import java.util.Objects;

/**
 * What the instances that use a shard say of its primary.
 *
 * @param doubting how many get no answer from it in time
 * @param using how many have lately asked it anything
 */
record Doubts(int doubting, int using) {

    static Doubts of(String shard, Round round) {
        List<Boolean> doubts =
                round.sightings().stream()
                        .filter(seen -> seen.component().type() == Component.Type.INSTANCE)
                        .map(Sighting::report)
                        .filter(Objects::nonNull)
                        .map((Report report) -> report.doubts().get(shard))
                        .filter(Objects::nonNull)
                        .toList();
        return new Doubts((int) doubts.stream().filter(doubt -> doubt).count(), doubts.size());
    }

    boolean areOfMost() {
        return doubting * 2 > using;
    }
}
