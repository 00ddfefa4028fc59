package io.rookery.feed.account;

import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the ids in the notices of user-service. */
public final class InternalIds {

    private InternalIds() {}

    /**
     * Reads an id.
     *
     * @param name of the field, for the error
     * @throws ApiException 422 if the id is missing or invalid
     */
    public static long required(String name, @Nullable String text) {
        return optional(name, text).orElseThrow(() -> ApiException.invalid(name + " is missing"));
    }

    /**
     * Reads an id that may be missing, or empty.
     *
     * @throws ApiException 422 if the id is invalid
     */
    public static OptionalLong optional(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong id = Ids.parse(text);
        if (id.isEmpty()) {
            throw ApiException.invalid(name + " is invalid");
        }
        return id;
    }
}
