package io.rookery.kit.security;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports the instance as ready once the revoked tokens are known: before that it might accept one.
 * It waits only for a while for a shard that does not answer. The tokens of that shard are refused
 * meanwhile.
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
