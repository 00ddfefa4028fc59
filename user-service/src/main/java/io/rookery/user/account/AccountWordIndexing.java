package io.rookery.user.account;

import io.rookery.api.search.WordIndexing;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Adds the search words to accounts that an earlier version wrote without them. */
@Component
class AccountWordIndexing {

    private final WordIndexing indexing;

    AccountWordIndexing(ShardClient shards) {
        this.indexing =
                new WordIndexing(shards, "account", "username || ' ' || display_name", "true");
    }

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT10M")
    void run() {
        indexing.run();
    }
}
