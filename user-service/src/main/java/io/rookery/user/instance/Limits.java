package io.rookery.user.instance;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The limits on posts, in the form of the client API's {@code configuration}. */
@JsonNaming(SnakeCaseStrategy.class)
record Limits(
        Accounts accounts, Statuses statuses, MediaAttachments mediaAttachments, Polls polls) {

    /**
     * No media, polls, pinned statuses and featured tags. Clients expect these limits nevertheless.
     */
    static final Limits CURRENT =
            new Limits(
                    new Accounts(0, 0, 4, 30, 500, 255, 255),
                    new Statuses(500, 0, 23),
                    new MediaAttachments(List.of(), 0, 0, 0, 0, 0, 0),
                    new Polls(0, 0, 0, 0));

    @JsonNaming(SnakeCaseStrategy.class)
    record Accounts(
            int maxFeaturedTags,
            int maxPinnedStatuses,
            int maxProfileFields,
            int maxDisplayNameLength,
            int maxNoteLength,
            int profileFieldNameLimit,
            int profileFieldValueLimit) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Statuses(int maxCharacters, int maxMediaAttachments, int charactersReservedPerUrl) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record MediaAttachments(
            List<String> supportedMimeTypes,
            int descriptionLimit,
            int imageSizeLimit,
            int imageMatrixLimit,
            int videoSizeLimit,
            int videoFrameRateLimit,
            int videoMatrixLimit) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Polls(
            int maxOptions, int maxCharactersPerOption, int minExpiration, int maxExpiration) {}
}
