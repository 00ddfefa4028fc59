package io.rookery.kit.revocation;

import io.rookery.kit.client.InternalClients;
import io.rookery.kit.security.RevocationSource;
import io.rookery.kit.security.RevocationSource.Revocations;
import io.rookery.kit.security.UnreadSlots;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Reads revoked tokens from user-service, unless the service has its own {@link RevocationSource}.
 */
@AutoConfiguration
@ConditionalOnProperty("rookery.security.token-verification-keys")
class RevocationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RevocationSource revocationSource(InternalClients clients) {
        RevocationsApi api = clients.client(RevocationsApi.class, "user-service");
        return (cursor, limit) -> {
            RevocationsApi.Page page = api.revocations(cursor, limit);
            return new Revocations(
                    page.tokenIds().stream().map(Long::valueOf).toList(),
                    page.cursor(),
                    Boolean.TRUE.equals(page.more()),
                    UnreadSlots.parse(Objects.requireNonNullElse(page.unread(), "")));
        };
    }
}
