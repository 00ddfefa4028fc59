package io.rookery.user.instance;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What may be posted here, as the client API tells it in {@code configuration}. */
@JsonNaming(SnakeCaseStrategy.class)
record Limits(
        Accounts accounts, Statuses statuses, MediaAttachments mediaAttachments, Polls polls) {

    /**
     * There are no media and no polls yet: the figures are what clients expect to be able to read.
     */
    static final Limits CURRENT =
            new Limits(
                    new Accounts(10, 5, 4, 30, 500, 255, 255),
                    new Statuses(500, 4, 23),
                    new MediaAttachments(
                            List.of("image/jpeg", "image/png", "image/gif", "image/webp"),
                            1500,
                            16_777_216,
                            33_177_600,
                            103_809_024,
                            120,
                            8_294_400),
                    new Polls(4, 50, 300, 2_629_746));

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
