package io.rookery.storage.probe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of the platform that can fail by itself.
 *
 * @param type what it is
 * @param group those that can stand in for it: a shard, a service, all of Redis, the ensemble
 * @param address {@code host:port}; together with type and group it tells components apart, for an
 *     address may pass to another service
 * @param name what it calls itself, once it has been asked
 */
public record Component(Type type, String group, String address, @Nullable String name) {

    /** What a component is. */
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

    /** A component whose name is not known yet. */
    public static Component of(Type type, String group, String address) {
        return new Component(type, group, address, null);
    }

    /** The same with the name by which it calls itself. */
    public Component named(@Nullable String itsName) {
        return itsName == null || itsName.isBlank()
                ? this
                : new Component(type, group, address, itsName);
    }

    /** Stays the same whatever the component calls itself. */
    public String key() {
        return type.word() + ' ' + group + ' ' + address;
    }

    /** For sentences, such as "shard-0-a (127.0.0.1:3210)". */
    public String title() {
        return name == null ? group + " at " + address : name + " (" + address + ")";
    }
}
