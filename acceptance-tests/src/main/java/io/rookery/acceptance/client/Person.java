package io.rookery.acceptance.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A signed-in account, and the requests that it sends. */
public record Person(ApiClient api, long id, String username, Optional<String> token) {

    /** Maximum page size of the API. */
    private static final int PAGE = 40;

    static Person of(ApiClient api, String accessToken) {
        ApiResponse me =
                api.get("/api/v1/accounts/verify_credentials", Optional.of(accessToken))
                        .expectSuccess();
        return new Person(
                api,
                Long.parseLong(me.field("id")),
                me.field("username"),
                Optional.of(accessToken));
    }

    public ApiResponse get(String path) {
        return api.get(path, token);
    }

    public ApiResponse post(String path) {
        return api.post(path, token, Map.of());
    }

    public ApiResponse post(String path, Map<String, String> form) {
        return api.post(path, token, form);
    }

    /** Posts with an idempotency key, so that a retry does not apply the write twice. */
    public ApiResponse postUnderKey(String path, Map<String, String> form, String key) {
        return api.send(api.withForm("POST", path, token, form).header(ApiClient.KEY_HEADER, key));
    }

    public ApiResponse delete(String path) {
        return api.delete(path, token);
    }

    /** Deletes with an idempotency key, so that a retry does not apply the write twice. */
    public ApiResponse deleteUnderKey(String path, String key) {
        return api.send(api.request(path, token).DELETE().header(ApiClient.KEY_HEADER, key));
    }

    public ApiResponse follow(Person other) {
        return post("/api/v1/accounts/" + other.id + "/follow");
    }

    public ApiResponse unfollow(Person other) {
        return post("/api/v1/accounts/" + other.id + "/unfollow");
    }

    /** Posts a status and returns the raw response. */
    public ApiResponse tryPublish(String text) {
        return post("/api/v1/statuses", Map.of("status", text));
    }

    /** Posts a status and returns its id. */
    public long publish(String text) {
        return publish(text, Map.of());
    }

    /** Posts a status with further fields and returns its id. */
    public long publish(String text, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("status", text);
        return Long.parseLong(post("/api/v1/statuses", form).expectSuccess().field("id"));
    }

    /**
     * Returns the ids of the home timeline, newest first. Reads pages until the timeline ends or
     * the limit is reached.
     */
    public List<Long> home(int limit) {
        return pages("/api/v1/timelines/home", limit);
    }

    /**
     * Returns the ids of a paged list, newest first. Reads pages with {@code max_id} until the list
     * ends or the limit is reached.
     */
    public List<Long> pages(String path, int limit) {
        List<Long> all = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        while (all.size() < limit) {
            String query =
                    "?limit=" + PAGE + (before.isPresent() ? "&max_id=" + before.getAsLong() : "");
            List<Long> page = get(path + query).expectSuccess().ids();
            if (page.isEmpty()) {
                break;
            }
            all.addAll(page);
            before = OptionalLong.of(page.getLast());
        }
        return all.size() > limit ? all.subList(0, limit) : all;
    }
}
