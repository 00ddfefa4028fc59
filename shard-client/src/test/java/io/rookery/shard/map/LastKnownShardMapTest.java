package io.rookery.shard.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastKnownShardMapTest {

    private final LastKnownShardMap lastKnown = new LastKnownShardMap();
    private final List<Long> heard = new ArrayList<>();

    @Test
    void knowsNothingAtFirst() {
        assertThat(lastKnown.current()).isEmpty();
        lastKnown.onChange(map -> heard.add(map.epoch()));
        assertThat(heard).isEmpty();
    }

    @Test
    void tellsAListenerThePresentMapAndEachLaterOne() {
        lastKnown.offer(Maps.incomplete(1));
        lastKnown.onChange(map -> heard.add(map.epoch()));
        lastKnown.offer(Maps.complete(2));
        lastKnown.offer(Maps.complete(5));
        assertThat(heard).containsExactly(1L, 2L, 5L);
    }

    @Test
    void keepsWhatItHasWhenOfferedTheSameOrAnOlderEpoch() {
        lastKnown.offer(Maps.complete(5));
        assertThat(lastKnown.offer(Maps.complete(5))).isFalse();
        assertThat(lastKnown.offer(Maps.complete(4))).isFalse();
        assertThat(lastKnown.current()).contains(Maps.complete(5));
    }

    @Test
    void keepsACompleteMapWhenOfferedAnIncompleteOneOfALaterEpoch() {
        lastKnown.offer(Maps.complete(5));
        assertThat(lastKnown.offer(Maps.incomplete(6))).isFalse();
        assertThat(lastKnown.current()).contains(Maps.complete(5));
    }

    @Test
    void takesACompleteMapOverAnIncompleteOneWhateverTheEpochs() {
        lastKnown.offer(Maps.incomplete(5));
        assertThat(lastKnown.offer(Maps.complete(3))).isTrue();
    }

    @Test
    void tellsTheOthersWhenAListenerFails() {
        lastKnown.onChange(map -> {
            throw new IllegalStateException("on purpose");
        });
        lastKnown.onChange(map -> heard.add(map.epoch()));
        lastKnown.offer(Maps.complete(1));
        assertThat(heard).containsExactly(1L);
    }

    @Test
    void tellsAListenerNoMoreOnceItIsClosed() {
        ShardMaps.Registration registration = lastKnown.onChange(map -> heard.add(map.epoch()));
        lastKnown.offer(Maps.complete(1));
        registration.close();
        lastKnown.offer(Maps.complete(2));
        assertThat(heard).containsExactly(1L);
    }
}
