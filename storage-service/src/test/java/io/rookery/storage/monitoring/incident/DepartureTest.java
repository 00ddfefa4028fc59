package io.rookery.storage.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DepartureTest {

    private final Departure departure = new Departure();

    @Test
    void ofWhoeverWasNeverRegisteredIsNotPlanned() {
        departure.registered(false);
        assertThat(departure.hasWithdrawn(false)).isFalse();
        assertThat(departure.isPlanned()).isFalse();
    }

    @Test
    void isPlannedOnceTheComponentHasLeftTheRegistryUntilANewProcessAnswers() {
        departure.registered(true);
        departure.registered(false);
        departure.answered(false);
        assertThat(departure.isPlanned()).isTrue();
        departure.answered(true);
        assertThat(departure.isPlanned()).isFalse();
    }

    @Test
    void isOverOnceTheComponentAnswers() {
        departure.depart();
        assertThat(departure.hasDeparted()).isTrue();
        assertThat(departure.isPlanned()).isTrue();
        departure.answered(false);
        assertThat(departure.hasDeparted()).isFalse();
    }
}
