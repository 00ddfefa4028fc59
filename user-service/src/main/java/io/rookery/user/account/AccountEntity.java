package io.rookery.user.account;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The client API's Account entity. */
@JsonNaming(SnakeCaseStrategy.class)
public record AccountEntity(
        String id,
        String username,
        String acct,
        String displayName,
        boolean locked,
        boolean bot,
        boolean discoverable,
        boolean indexable,
        boolean group,
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = AccountEntity.TIME, timezone = "UTC")
                Instant createdAt,
        String note,
        String url,
        String uri,
        String avatar,
        String avatarStatic,
        String avatarDescription,
        String header,
        String headerStatic,
        String headerDescription,
        long followersCount,
        long followingCount,
        long statusesCount,
        @Nullable LocalDate lastStatusAt,
        boolean hideCollections,
        boolean noindex,
        List<Object> emojis,
        List<Object> roles,
        List<FieldEntity> fields) {

    /** The format of timestamps. */
    public static final String TIME = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";

    /**
     * A line of the profile's table.
     *
     * @param verifiedAt always null: addresses are not verified
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record FieldEntity(String name, String value, @Nullable Instant verifiedAt) {}
}
