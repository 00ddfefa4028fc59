package io.rookery.acceptance.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A signed-in account and what it does. */
public record Person(ApiClient api, long id, String username, Optional<String> token) {

    /** The largest page that the API gives. */
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

    /** Sent with a key, by which it is done once however often it is sent. */
    public ApiResponse postUnderKey(String path, Map<String, String> form, String key) {
        return api.send(api.withForm("POST", path, token, form).header(ApiClient.KEY_HEADER, key));
    }

    public ApiResponse delete(String path) {
        return api.delete(path, token);
    }

    /** Sent with a key, by which it is done once however often it is sent. */
    public ApiResponse deleteUnderKey(String path, String key) {
        return api.send(api.request(path, token).DELETE().header(ApiClient.KEY_HEADER, key));
    }

    public ApiResponse follow(Person other) {
        return post("/api/v1/accounts/" + other.id + "/follow");
    }

    public ApiResponse unfollow(Person other) {
        return post("/api/v1/accounts/" + other.id + "/unfollow");
    }

    /** The raw answer to a post. */
    public ApiResponse tryPublish(String text) {
        return post("/api/v1/statuses", Map.of("status", text));
    }

    /** Posts and returns the id of the status. */
    public long publish(String text) {
        return publish(text, Map.of());
    }

    /** Posts with further fields and returns the id of the status. */
    public long publish(String text, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("status", text);
        return Long.parseLong(post("/api/v1/statuses", form).expectSuccess().field("id"));
    }

    /** The ids of the home timeline, newest first, by paging until it ends or the limit is met. */
    public List<Long> home(int limit) {
        return pages("/api/v1/timelines/home", limit);
    }

    /** The ids of a paged list, newest first, by paging with {@code max_id}. */
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
