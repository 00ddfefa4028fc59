package io.rookery.feed.timeline;

import io.rookery.feed.account.Accounts;
import io.rookery.feed.cache.StatusCache;
import io.rookery.feed.redis.RedisPipelineClient;
import io.rookery.feed.status.Audience;
import io.rookery.feed.status.api.StatusRenderer;
import io.rookery.feed.status.store.ReachableShards;
import io.rookery.feed.status.store.Statuses;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring beans of the timelines. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TimelineSettings.class)
class TimelineConfiguration {

    @Bean
    TimelineStore timelineStore(RedisPipelineClient redis, TimelineSettings settings) {
        return new TimelineStore(redis, settings);
    }

    @Bean
    TimelineCache timelineCache(TimelineStore store) {
        return new TimelineCache(store);
    }

    @Bean
    LargeAuthors largeAuthors(ReachableShards shards, TimelineSettings settings) {
        return new LargeAuthors(shards, settings);
    }

    @Bean
    ShardReads shardReads(TimelineSettings settings) {
        return new ShardReads(settings);
    }

    @Bean
    HomeTimelines homeTimelines(
            TimelineStore store,
            TimelineCache timelines,
            ShardClient shards,
            ReachableShards reachable,
            HomeVersions versions,
            LargeAuthors largeAuthors,
            StatusCache cache,
            Accounts accounts,
            ShardReads shardReads,
            TimelineSettings settings) {
        return new HomeTimelines(
                store,
                timelines,
                new HomeTimelineQuery(reachable),
                new HomeChecks(shards),
                versions,
                largeAuthors,
                cache,
                accounts,
                shardReads,
                settings);
    }

    @Bean
    HomeFilter homeFilter(Audience audience, Statuses statuses, Accounts accounts) {
        return new HomeFilter(
                audience,
                statuses,
                (viewer, about) -> FilterRules.of(accounts.homeRulesOf(viewer, about)));
    }

    @Bean
    PublicTimelines publicTimelines(
            TimelineCache timelines,
            Statuses statuses,
            ShardReads shardReads,
            TimelineSettings settings) {
        return new PublicTimelines(timelines, statuses, shardReads, settings);
    }

    @Bean
    TimelinePages timelinePages(StatusCache cache, StatusRenderer renderer) {
        return new TimelinePages(cache, renderer);
    }
}
