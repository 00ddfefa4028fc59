package io.rookery.kit.shard;

import io.rookery.kit.error.WriteOutcome;
import io.rookery.shard.transaction.CommittedWrites;
import io.rookery.shard.transaction.ShardClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Provides the {@link WriteOutcome}, so that a request that fails after it has committed a write
 * reports that.
 */
@AutoConfiguration
@ConditionalOnClass(ShardClient.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WriteOutcomeAutoConfiguration {

    @Bean
    WriteOutcome writeOutcome() {
        return CommittedWrites::any;
    }

    @Bean
    FilterRegistrationBean<CommittedWritesFilter> committedWritesFilter() {
        FilterRegistrationBean<CommittedWritesFilter> filter =
                new FilterRegistrationBean<>(new CommittedWritesFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
