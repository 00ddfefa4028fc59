package io.rookery.storage.monitoring.probe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of the platform that can fail by itself.
 *
 * @param type what it is
 * @param group name of the components that can stand in for one another: a shard, a service, all
 *     Redis nodes, the ZooKeeper ensemble
 * @param address {@code host:port}; identifies the component together with type and group, because
 *     an address may pass to another service
 * @param name the name that the component reports; null until it has been asked
 */
public record Component(Type type, String group, String address, @Nullable String name) {

    /** Kind of component. */
    public enum Type {
        POSTGRES,
        REDIS,
        ZOOKEEPER,
        INSTANCE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Type of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Creates a component whose name is not known yet. */
    public static Component of(Type type, String group, String address) {
        return new Component(type, group, address, null);
    }

    /**
     * Returns the component with the name that it reports; unchanged if the name is null or blank.
     */
    public Component named(@Nullable String itsName) {
        return itsName == null || itsName.isBlank()
                ? this
                : new Component(type, group, address, itsName);
    }

    /** Identifies the component; does not depend on the name that it reports. */
    public String key() {
        return type.word() + ' ' + group + ' ' + address;
    }

    /** Text for sentences, such as "shard-0-a (127.0.0.1:3210)". */
    public String title() {
        return name == null ? group + " at " + address : name + " (" + address + ")";
    }
}
