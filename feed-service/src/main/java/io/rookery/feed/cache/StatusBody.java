package io.rookery.feed.cache;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rookery.feed.status.Content;
import io.rookery.feed.status.Counts;
import io.rookery.feed.status.Mention;
import io.rookery.feed.status.ReplyTarget;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON form of a status in Redis, without its id and version, which are stored outside of it. Names
 * are short, defaults are left out, and small parts are arrays: these bytes are most of what a page
 * costs Redis. Every change of this form needs the next {@link StatusFormat#NUMBER}.
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record StatusBody(
        @JsonProperty("a") long accountId,
        @JsonProperty("v") Visibility visibility,
        @JsonProperty("t") String text,
        @JsonProperty("w") String spoilerText,
        @JsonProperty("s") boolean sensitive,
        @JsonProperty("l") @Nullable String language,
        @JsonProperty("m") @JsonFormat(shape = JsonFormat.Shape.ARRAY) List<Mention> mentions,
        @JsonProperty("h") List<String> tags,
        @JsonProperty("r") @JsonFormat(shape = JsonFormat.Shape.ARRAY)
                @Nullable ReplyTarget replyTo,
        @JsonProperty("b") long boostOfId,
        @JsonProperty("c") @Nullable String clientId,
        @JsonProperty("n") @JsonFormat(shape = JsonFormat.Shape.ARRAY) @Nullable Counts counts) {

    @SuppressWarnings("NullAway") // omitted properties are null
    StatusBody {
        Objects.requireNonNull(visibility);
        text = text == null ? "" : text;
        spoilerText = spoilerText == null ? "" : spoilerText;
        mentions = mentions == null ? List.of() : mentions;
        tags = tags == null ? List.of() : tags;
    }

    static ObjectReader reader(JsonMapper json) {
        return json.readerFor(StatusBody.class)
                .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    static StatusBody of(StatusRow row) {
        Content content = row.content();
        return new StatusBody(
                row.accountId(),
                row.visibility(),
                content.text(),
                content.spoilerText(),
                content.sensitive(),
                content.language(),
                content.mentions(),
                content.tags(),
                row.replyTo(),
                row.boostOfId() == null ? 0 : row.boostOfId(),
                row.clientId(),
                row.counts().equals(Counts.NONE) ? null : row.counts());
    }

    StatusRow row(long id, long version) {
        return new StatusRow(
                id,
                accountId,
                visibility,
                new Content(text, spoilerText, sensitive, language, mentions, tags),
                replyTo,
                boostOfId == 0 ? null : boostOfId,
                clientId,
                counts == null ? Counts.NONE : counts,
                version);
    }
}
