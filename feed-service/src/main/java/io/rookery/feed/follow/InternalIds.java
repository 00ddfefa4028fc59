package io.rookery.feed.follow;

import io.rookery.api.parameters.Parameters;
import io.rookery.kit.error.ApiException;
import io.rookery.shard.id.Ids;

/** Parses the ids in the requests of user-service. */
final class InternalIds {

    private InternalIds() {}

    /**
     * @throws ApiException 422 when the id is missing or invalid
     */
    static long required(Parameters parameters, String name) {
        return Ids.parse(parameters.requiredText(name))
                .orElseThrow(() -> ApiException.invalid(name + " is invalid"));
    }
}
