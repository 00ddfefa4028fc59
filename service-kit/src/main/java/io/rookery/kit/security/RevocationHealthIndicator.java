package io.rookery.kit.security;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready once the revoked tokens are known, for until then one of them might be honoured. Those of a
 * shard that does not answer are waited for only for a while: its tokens are refused meanwhile.
 */
final class RevocationHealthIndicator implements HealthIndicator {

    private final RevocationList revocations;

    RevocationHealthIndicator(RevocationList revocations) {
        this.revocations = revocations;
    }

    @Override
    public Health health() {
        return revocations.isLoaded() ? Health.up().build() : Health.outOfService().build();
    }
}
