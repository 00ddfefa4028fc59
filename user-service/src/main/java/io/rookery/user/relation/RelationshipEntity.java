package io.rookery.user.relation;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.rookery.shard.id.Ids;
import io.rookery.user.relation.Standing.Mute;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The client API's Relationship entity: the caller's relationship to another account. */
@JsonNaming(SnakeCaseStrategy.class)
public record RelationshipEntity(
        String id,
        boolean following,
        boolean showingReblogs,
        boolean notifying,
        @Nullable List<String> languages,
        boolean followedBy,
        boolean blocking,
        boolean blockedBy,
        boolean muting,
        boolean mutingNotifications,
        @JsonFormat(
                        shape = JsonFormat.Shape.STRING,
                        pattern = RelationshipEntity.TIME,
                        timezone = "UTC")
                @Nullable Instant mutingExpiresAt,
        boolean requested,
        boolean requestedBy,
        boolean domainBlocking,
        boolean endorsed,
        String note) {

    private static final String TIME = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";

    static RelationshipEntity of(Standing standing) {
        Follow out = standing.out();
        Follow in = standing.in();
        Mute mute = standing.mute();
        boolean hasOptions = !out.isEnded();
        return new RelationshipEntity(
                Ids.format(standing.otherId()),
                out.isAccepted(),
                hasOptions && out.options().reblogs(),
                hasOptions && out.options().notices(),
                hasOptions ? out.options().languages() : null,
                in.isAccepted(),
                standing.blocking(),
                standing.blockedBy(),
                mute != null,
                mute != null && mute.notifications(),
                mute == null ? null : mute.until(),
                out.isRequested(),
                in.isRequested(),
                false,
                false,
                "");
    }
}
