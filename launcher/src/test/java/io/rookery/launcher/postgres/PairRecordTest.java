package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairRecordTest {
    @TempDir Path directory;

    @Test
    void isReadAsItWasWritten() throws IOException {
        Path file = directory.resolve("pair");
        var pairRecord = new PairRecord(7, 'b', true);

        pairRecord.write(file);

        assertThat(PairRecord.read(file)).contains(pairRecord);
    }

    @Test
    void isAbsentForANewPair() throws IOException {
        assertThat(PairRecord.read(directory.resolve("pair"))).isEmpty();
    }

    @Test
    void isNeverGuessed() throws IOException {
        Path file = Files.writeString(directory.resolve("pair"), "generation=7\nprimary=");

        assertThatThrownBy(() -> PairRecord.read(file)).isInstanceOf(LaunchException.class);
    }

    @Test
    void hasNoPromotableStandbyAfterAPromotion() {
        assertThat(new PairRecord(1, 'a', true).afterPromotion())
                .isEqualTo(new PairRecord(2, 'b', false));
    }
}
