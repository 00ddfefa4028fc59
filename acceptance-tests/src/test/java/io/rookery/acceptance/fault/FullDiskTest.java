package io.rookery.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

    @Test
    void refusesToFillADiskThatOthersNeed(@TempDir Path onALargeDisk) {
        assertThatThrownBy(() -> FullDisk.of(onALargeDisk))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not on a small volume");
        assertThat(onALargeDisk).isEmptyDirectory();
    }
}
