package io.rookery.kit.zookeeper;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the service's login to ZooKeeper.
 *
 * @param password password of the service, which logs in under its own name; empty for a ZooKeeper
 *     that requires no login, as in some tests
 * @param otherPassword password to try when a server rejects the first one, as during a password
 *     rotation; empty for none
 */
@Validated
@ConfigurationProperties(value = "rookery.zookeeper", ignoreUnknownFields = false)
public record ZooKeeperSettings(
        @NotNull @DefaultValue("") String password,
        @NotNull @DefaultValue("") String otherPassword) {

    /** Whether the service logs in, so that its nodes can be protected from others. */
    public boolean logsIn() {
        return !passwords().isEmpty();
    }

    List<String> passwords() {
        return Stream.of(password, otherPassword).filter(one -> !one.isEmpty()).distinct().toList();
    }

    @Override
    public String toString() {
        return "ZooKeeperSettings[…]";
    }
}
