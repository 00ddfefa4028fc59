package io.rookery.user.follow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The client API's Relationship: how the caller stands to another account. */
@JsonNaming(SnakeCaseStrategy.class)
record RelationshipEntity(
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
        boolean requested,
        boolean requestedBy,
        boolean domainBlocking,
        boolean endorsed,
        String note) {

    static RelationshipEntity of(
            String id, boolean following, boolean reblogs, boolean notices, boolean followedBy) {
        return new RelationshipEntity(
                id,
                following,
                reblogs,
                notices,
                null,
                followedBy,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                "");
    }
}
