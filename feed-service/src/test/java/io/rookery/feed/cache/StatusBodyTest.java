package io.rookery.feed.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.StatusRows;
import io.rookery.feed.status.Visibility;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class StatusBodyTest {

    private final JsonMapper json =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    /** When this fails, the form has changed: {@link StatusFormat#NUMBER} has to change as well. */
    @Test
    void hasTheFormOfItsFormat() {
        assertThat(StatusFormat.NUMBER).isEqualTo(1);
        assertThat(form(StatusRows.whole()))
                .isEqualTo(
                        "{\"a\":6,\"v\":\"private\",\"t\":\"Grüße @bob #tag\",\"w\":\"careful\","
                                + "\"s\":true,\"l\":\"de\",\"m\":[[9,\"bob\"],[10,\"cyd\"]],"
                                + "\"h\":[\"tag\"],\"r\":[3,4,\"direct\"],\"b\":2,"
                                + "\"c\":\"client\",\"n\":[1,2,3]}");
    }

    @Test
    void keepsEverything() {
        assertThat(written(StatusRows.whole())).isEqualTo(StatusRows.whole());
    }

    @Test
    void keepsAReplyToWhatIsUnknown() {
        StatusRow reply = StatusRows.replyTo(3, 4, null);
        assertThat(written(reply)).isEqualTo(reply);
    }

    @Test
    void leavesOutWhatIsUsual() {
        StatusRow row = StatusRows.row(5, 6, Visibility.PUBLIC);
        assertThat(written(row)).isEqualTo(row);
        assertThat(form(row)).isEqualTo("{\"a\":6,\"v\":\"public\",\"t\":\"text\"}");
    }

    @Test
    void keepsABoost() {
        StatusRow boost = StatusRow.boost(7, 8, "client", Visibility.UNLISTED, StatusRows.whole());
        assertThat(written(boost)).isEqualTo(boost);
        assertThat(boost.content().mentions()).isEqualTo(List.of());
    }

    private String form(StatusRow row) {
        return new String(json.writeValueAsBytes(StatusBody.of(row)), UTF_8);
    }

    private StatusRow written(StatusRow row) {
        byte[] bytes = json.writeValueAsBytes(StatusBody.of(row));
        StatusBody body = StatusBody.reader(json).readValue(bytes);
        return body.row(row.id(), row.version());
    }
}
