package io.rookery.feed.account;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An account as user-service shows it. Its JSON is the Mastodon Account entity.
 *
 * @param large whether it has so many followers that its statuses are merged in at read time
 *     instead of fanned out
 * @param indexable whether others can find its statuses by their words
 * @param posting defaults for what a new status does not state itself
 * @param entity the Mastodon Account entity, as JSON
 * @param url address of its profile page, {@code <base>/@<username>}
 * @param uri its permanent address
 */
public record Account(
        long id,
        String username,
        boolean large,
        boolean locked,
        boolean indexable,
        PostingDefaults posting,
        String entity,
        String url,
        String uri) {

    @Override
    @JsonValue
    @JsonRawValue
    public String entity() {
        return entity;
    }

    /** The public address of this Rookery instance, without a trailing slash. */
    public String base() {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return path < 0 ? url : url.substring(0, path);
    }
}
