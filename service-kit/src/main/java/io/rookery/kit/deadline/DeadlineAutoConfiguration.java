package io.rookery.kit.deadline;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Gives every request a {@link Deadline}. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class DeadlineAutoConfiguration {

    @Bean
    FilterRegistrationBean<DeadlineFilter> deadlineFilter() {
        FilterRegistrationBean<DeadlineFilter> filter =
                new FilterRegistrationBean<>(new DeadlineFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
