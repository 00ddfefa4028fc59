package io.rookery.feed.cache;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rookery.feed.status.Mention;
import io.rookery.feed.status.StatusRow;
import io.rookery.feed.status.Visibility;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON form of a status in Redis, without its id and version, which are stored outside of it. Names
 * are short and defaults are left out: these bytes are most of what a page costs Redis.
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record StatusBody(
        @JsonProperty("a") long accountId,
        @JsonProperty("t") String text,
        @JsonProperty("w") String spoilerText,
        @JsonProperty("s") boolean sensitive,
        @JsonProperty("l") @Nullable String language,
        @JsonProperty("v") Visibility visibility,
        @JsonProperty("r") long inReplyToId,
        @JsonProperty("ra") long inReplyToAccountId,
        @JsonProperty("rv") @Nullable Visibility inReplyToVisibility,
        @JsonProperty("b") long boostOfId,
        @JsonProperty("m") List<Long> mentionIds,
        @JsonProperty("mn") List<String> mentionNames,
        @JsonProperty("h") List<String> tags,
        @JsonProperty("c") @Nullable String clientId,
        @JsonProperty("nr") int repliesCount,
        @JsonProperty("nb") int boostsCount,
        @JsonProperty("nf") int favouritesCount) {

    @SuppressWarnings("NullAway") // omitted properties are null
    StatusBody {
        text = text == null ? "" : text;
        spoilerText = spoilerText == null ? "" : spoilerText;
        mentionIds = mentionIds == null ? List.of() : mentionIds;
        mentionNames = mentionNames == null ? List.of() : mentionNames;
        tags = tags == null ? List.of() : tags;
    }

    static ObjectReader reader(JsonMapper json) {
        return json.readerFor(StatusBody.class)
                .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    static StatusBody of(StatusRow row) {
        return new StatusBody(
                row.accountId(),
                row.text(),
                row.spoilerText(),
                row.sensitive(),
                row.language(),
                row.visibility(),
                zero(row.inReplyToId()),
                zero(row.inReplyToAccountId()),
                row.inReplyToVisibility(),
                zero(row.boostOfId()),
                row.mentions().stream().map(Mention::accountId).toList(),
                row.mentions().stream().map(Mention::username).toList(),
                row.tags(),
                row.clientId(),
                row.repliesCount(),
                row.boostsCount(),
                row.favouritesCount());
    }

    StatusRow row(long id, long version) {
        return new StatusRow(
                id,
                accountId,
                text,
                spoilerText,
                sensitive,
                language,
                visibility,
                nullable(inReplyToId),
                nullable(inReplyToAccountId),
                inReplyToVisibility,
                nullable(boostOfId),
                mentions(),
                tags,
                clientId,
                repliesCount,
                boostsCount,
                favouritesCount,
                version);
    }

    private List<Mention> mentions() {
        if (mentionIds.isEmpty()) {
            return List.of();
        }
        List<Mention> mentions = new ArrayList<>(mentionIds.size());
        for (int i = 0; i < mentionIds.size(); i++) {
            mentions.add(new Mention(mentionIds.get(i), mentionNames.get(i)));
        }
        return mentions;
    }

    private static long zero(@Nullable Long id) {
        return id == null ? 0 : id;
    }

    private static @Nullable Long nullable(long id) {
        return id == 0 ? null : id;
    }
}
