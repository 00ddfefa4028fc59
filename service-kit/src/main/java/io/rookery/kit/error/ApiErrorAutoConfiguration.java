package io.rookery.kit.error;

import jakarta.servlet.DispatcherType;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** Configures error handling: every failure is answered in the error format of the client API. */
@AutoConfiguration(
        before = ErrorMvcAutoConfiguration.class,
        afterName = "io.rookery.kit.shard.WriteOutcomeAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({ApiErrorAdvice.class, ApiErrorController.class})
class ApiErrorAutoConfiguration {

    @Bean
    FilterRegistrationBean<RetryAfterFilter> retryAfterFilter() {
        FilterRegistrationBean<RetryAfterFilter> filter =
                new FilterRegistrationBean<>(new RetryAfterFilter());
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<PathParametersFilter> pathParametersFilter() {
        FilterRegistrationBean<PathParametersFilter> filter =
                new FilterRegistrationBean<>(new PathParametersFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    @ConditionalOnMissingBean
    WriteOutcome writeOutcome() {
        return WriteOutcome.NOTHING_WRITTEN;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorsOfTheServer() {
        return server -> {
            server.addEngineValves(new AcceptValve());
            server.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ApiErrorValve.class.getName());
                }
            });
        };
    }
}
