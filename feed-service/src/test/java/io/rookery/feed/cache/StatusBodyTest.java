package io.rookery.feed.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.status.Mention;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StatusBodyTest {

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void keepsEverything() {
        StatusRow row =
                new StatusRow(
                        5,
                        6,
                        "Grüße @bob #tag",
                        "careful",
                        true,
                        "de",
                        Visibility.PRIVATE,
                        3L,
                        4L,
                        Visibility.DIRECT,
                        2L,
                        List.of(new Mention(9, "bob"), new Mention(10, "cyd")),
                        List.of("tag"),
                        "client",
                        1,
                        2,
                        3,
                        7);
        assertThat(written(row)).isEqualTo(row);
    }

    @Test
    void leavesOutWhatIsUsual() {
        StatusRow row =
                new StatusRow(
                        5,
                        6,
                        "Hello",
                        "",
                        false,
                        null,
                        Visibility.PUBLIC,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        0,
                        0,
                        0,
                        1);
        assertThat(written(row)).isEqualTo(row);
        assertThat(new String(json.writeValueAsBytes(StatusBody.of(row)), UTF_8))
                .isEqualTo("{\"a\":6,\"t\":\"Hello\",\"v\":\"public\"}");
    }

    private StatusRow written(StatusRow row) {
        byte[] bytes = json.writeValueAsBytes(StatusBody.of(row));
        StatusBody body = StatusBody.reader(json).readValue(bytes);
        return body.row(row.id(), row.version());
    }
}
