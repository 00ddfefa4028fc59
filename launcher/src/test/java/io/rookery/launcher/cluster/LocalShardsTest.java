package io.rookery.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalShardsTest {

    @TempDir Path directory;

    @BeforeEach
    void createDirectory() throws IOException {
        Files.createDirectories(StateDirectory.data(directory));
    }

    @Test
    void areAsManyAsANewPlatformIsToHave() throws IOException {
        assertThat(LocalShards.of(directory, 2).present()).containsExactly(0, 1);
    }

    @Test
    void surviveARestart() throws IOException {
        var shards = LocalShards.of(directory, 2);
        assertThat(shards.add()).isEqualTo(2);
        shards.remove(0);

        assertThat(LocalShards.of(directory, 5).present()).containsExactly(1, 2);
    }

    @Test
    void neverUseANumberTwice() throws IOException {
        var shards = LocalShards.of(directory, 2);
        shards.remove(1);

        assertThat(shards.add()).isEqualTo(2);
        assertThat(shards.present()).containsExactly(0, 2);
    }

    @Test
    void areLimited() throws IOException {
        var shards = LocalShards.of(directory, Ports.ROOM);

        assertThatThrownBy(shards::add)
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("9 shards");
        assertThat(shards.present()).hasSize(Ports.ROOM);
    }

    @Test
    void doNotStartFromAFileThatIsNotReadable() throws IOException {
        Files.writeString(StateDirectory.data(directory).resolve("shards.json"), "{");

        assertThatThrownBy(() -> LocalShards.of(directory, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shards.json");
    }

    @Test
    void knowTheNamesOfShards() {
        assertThat(LocalShards.numberOf("shard-3")).isEqualTo(3);
        assertThat(LocalShards.numberOf("shard-03")).isNull();
        assertThat(LocalShards.numberOf("redis")).isNull();
    }
}
