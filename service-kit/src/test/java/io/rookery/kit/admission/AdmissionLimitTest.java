package io.rookery.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionLimitTest {

    private static final Duration BOUND = Duration.ofMillis(100);
    private static final Duration STALLED_AFTER = Duration.ofMillis(250);

    private final AtomicLong now = new AtomicLong();
    private final AdmissionLimit limit = new AdmissionLimit(settings(true, 8), now::get);
    private final List<AdmittedRequest> taken = new ArrayList<>();

    @Test
    void takesAnybodyUpToTheLimit() {
        assertThat(take(Partition.WRITES, 20)).isEqualTo(8);
        assertThat(limit.inFlight()).isEqualTo(8);
        assertThat(limit.shed()).isEqualTo(12);
    }

    @Test
    void keepsEachKindsShareForIt() {
        take(Partition.WRITES, 8);

        assertThat(take(Partition.READS, 20)).isEqualTo(4);
        assertThat(take(Partition.INTERNAL, 20)).isEqualTo(2);
        assertThat(take(Partition.WRITES, 1)).isZero();
    }

    @Test
    void takesTheNextOnceOneHasBeenAnswered() {
        take(Partition.READS, 8);
        answer(taken.removeFirst());

        assertThat(take(Partition.READS, 2)).isEqualTo(1);
    }

    @Test
    void countsNoRequestThatWaits() {
        take(Partition.WRITES, 8);
        taken.forEach(AdmissionLimitTest::waits);

        assertThat(take(Partition.WRITES, 8)).isEqualTo(8);
        assertThat(limit.inFlight()).isEqualTo(16);
        taken.forEach(this::answer);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void countsNoRequestThatTakesFarLongerThanMost() {
        answerMany(Duration.ofMillis(10));
        int most = limit.limit();
        take(Partition.WRITES, 100);
        pass(STALLED_AFTER);

        assertThat(take(Partition.WRITES, 1)).isEqualTo(1);
        assertThat(limit.stalled()).isEqualTo(Math.min(most, 16));
    }

    @Test
    void boundsHowManyMayWait() {
        take(Partition.WRITES, 8);
        for (int i = 0; i < 4; i++) {
            List.copyOf(taken).forEach(AdmissionLimitTest::waits);
            take(Partition.WRITES, 8);
        }

        assertThat(limit.stalled()).isEqualTo(16);
        assertThat(limit.inFlight()).isEqualTo(16 + 8);
    }

    @Test
    void countsRequestsWhenAllTakeLong() {
        answerMany(STALLED_AFTER);
        int least = limit.limit();
        take(Partition.READS, 100);
        pass(STALLED_AFTER);

        assertThat(take(Partition.READS, 1)).isZero();
        assertThat(limit.inFlight()).isEqualTo(least);
    }

    @Test
    void fallsToTheLeastWhileLatencyIsOutOfBounds() {
        answerMany(BOUND.multipliedBy(2));

        assertThat(limit.limit()).isLessThan(8).isGreaterThanOrEqualTo(4);
    }

    @Test
    void risesWhileItIsUsedAndLatencyIsWithinBounds() {
        answerMany(BOUND.dividedBy(2));

        assertThat(limit.limit()).isGreaterThan(8);
    }

    @Test
    void learnsNothingFromRequestsThatWaited() {
        for (int i = 0; i < 100; i++) {
            take(Partition.WRITES, 8);
            taken.forEach(AdmissionLimitTest::waits);
            pass(Duration.ofSeconds(3));
            taken.forEach(this::answer);
            taken.clear();
        }

        assertThat(limit.limit()).isEqualTo(8);
    }

    @Test
    void fallsWhenRequestsMeetAnOverloadElsewhere() {
        for (int i = 0; i < 1_000; i++) {
            take(Partition.READS, 8);
            pass(Duration.ofMillis(10));
            taken.forEach(request -> {
                ScopedValue.where(AdmittedRequest.CURRENT, request)
                        .run(AdmittedRequest::markDropped);
                answer(request);
            });
            taken.clear();
        }

        assertThat(limit.limit()).isEqualTo(4);
    }

    @Test
    void isStrainedForAWhileAfterItHasShedOrHeardOfStrain() {
        assertThat(limit.isStrained()).isFalse();
        take(Partition.READS, 9);
        assertThat(limit.isStrained()).isTrue();
        taken.forEach(this::answer);
        pass(Duration.ofSeconds(1));
        assertThat(limit.isStrained()).isFalse();
        limit.strainedElsewhere();
        assertThat(limit.isStrained()).isTrue();
    }

    @Test
    void takesEverythingWhenItIsOff() {
        AdmissionLimit off = new AdmissionLimit(settings(false, 8), now::get);
        for (int i = 0; i < 1_000; i++) {
            assertThat(off.tryAdmit(Partition.READS, () -> {})).isNotNull();
        }
        assertThat(off.inFlight()).isEqualTo(1_000);
    }

    private int take(Partition partition, int offered) {
        int before = taken.size();
        for (int i = 0; i < offered; i++) {
            AdmittedRequest request = limit.tryAdmit(partition, () -> {});
            if (request != null) {
                taken.add(request);
            }
        }
        return taken.size() - before;
    }

    /** Answers as many requests as the limit admits, so often that the limit must have adapted. */
    private void answerMany(Duration each) {
        for (int i = 0; i < 200; i++) {
            take(Partition.READS, 100);
            pass(each);
            taken.forEach(this::answer);
            taken.clear();
        }
    }

    private static void waits(AdmittedRequest request) {
        ScopedValue.where(AdmittedRequest.CURRENT, request).run(AdmittedRequest::waits);
    }

    private void answer(AdmittedRequest request) {
        limit.release(request);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static AdmissionSettings settings(boolean enabled, int initial) {
        return new AdmissionSettings(
                enabled, initial, 4, 100, BOUND, 0.5, 0.25, 0.25, STALLED_AFTER, 16, 16, true);
    }
}
