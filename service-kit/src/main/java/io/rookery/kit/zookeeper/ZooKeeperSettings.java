package io.rookery.kit.zookeeper;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service is known to ZooKeeper.
 *
 * @param password with which the service, under its own name, logs in to ZooKeeper; empty for a
 *     ZooKeeper that asks nobody for a login, as some tests have
 * @param otherPassword what is tried when a server does not take the password, as while that is
 *     renewed; empty for nothing
 */
@Validated
@ConfigurationProperties(value = "rookery.zookeeper", ignoreUnknownFields = false)
public record ZooKeeperSettings(
        @NotNull @DefaultValue("") String password,
        @NotNull @DefaultValue("") String otherPassword) {

    /** Whether the service logs in, so that its nodes can be kept from others. */
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
