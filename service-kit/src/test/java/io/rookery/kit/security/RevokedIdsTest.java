package io.rookery.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevokedIdsTest {

    @Test
    void containAllThatWereEverAddedAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RevokedIds ids = new RevokedIds();
        Set<Long> expected = new HashSet<>();
        for (int page = 0; page < 50; page++) {
            List<Long> some = new ArrayList<>();
            for (int i = random.nextInt(900); i >= 0; i--) {
                some.add(random.nextLong(50_000));
            }
            ids.addAll(some);
            expected.addAll(some);
            long one = random.nextLong();
            ids.add(one);
            expected.add(one);
        }
        for (long id = 0; id < 50_000; id++) {
            assertThat(ids.contains(id))
                    .as("%d, seed %d", id, seed)
                    .isEqualTo(expected.contains(id));
        }
        assertThat(expected).allMatch(ids::contains);
    }
}
