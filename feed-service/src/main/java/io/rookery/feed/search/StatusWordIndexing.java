package io.rookery.feed.search;

import io.rookery.api.search.WordIndexing;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Adds the search words to statuses that an earlier version wrote without them. */
@Component
class StatusWordIndexing {

    private final WordIndexing indexing;

    StatusWordIndexing(ShardClient shards) {
        this.indexing =
                new WordIndexing(
                        shards,
                        "status",
                        "spoiler_text || ' ' || text",
                        "deleted_at is null and boost_of_id is null");
    }

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT10M")
    void run() {
        indexing.run();
    }
}
