package io.rookery.user.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rookery.user.account.AccountEntity.FieldEntity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The client API's CredentialAccount entity: the caller's account, with what only its owner may
 * see.
 */
@JsonNaming(SnakeCaseStrategy.class)
record CredentialAccountEntity(
        @JsonUnwrapped AccountEntity account, SourceEntity source, RoleEntity role) {

    /** The texts as the owner wrote them, and the defaults for new statuses. */
    @JsonNaming(SnakeCaseStrategy.class)
    record SourceEntity(
            String note,
            List<FieldEntity> fields,
            String privacy,
            boolean sensitive,
            @Nullable String language,
            boolean discoverable,
            boolean indexable,
            boolean hideCollections,
            long followRequestsCount,
            List<String> attributionDomains,
            String quotePolicy) {}

    /** The owner's role on this instance. */
    record RoleEntity(
            String id, String name, String color, String permissions, boolean highlighted) {

        /** The role of an ordinary user, as the API represents it. */
        static final RoleEntity EVERYONE = new RoleEntity("-99", "", "", "0", false);
    }
}
