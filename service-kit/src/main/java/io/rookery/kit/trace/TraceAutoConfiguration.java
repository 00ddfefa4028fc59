package io.rookery.kit.trace;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Sets up tracing, so that every request belongs to a trace. */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@EnableConfigurationProperties(TraceSettings.class)
class TraceAutoConfiguration {

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterRegistrationBean<TraceFilter> traceFilter(Tracer tracer, TraceSettings settings) {
        FilterRegistrationBean<TraceFilter> filter =
                new FilterRegistrationBean<>(new TraceFilter(tracer, settings.trustCallers()));
        // After admission control: a request that is shed must cost next to nothing.
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters) {
        return SpanExporters.of(exporters.orderedStream().map(ReportingExporter::new).toList());
    }

    @Bean
    SdkTracerProviderBuilderCustomizer nameNothingPredictably() {
        return traces -> traces.setIdGenerator(new SecretIds());
    }

    /** Records nothing without an exporter. Traces still have identifiers, for the logs. */
    @Bean
    SdkTracerProviderBuilderCustomizer recordNothingForNobody(
            ObjectProvider<SpanExporter> exporters) {
        return traces -> {
            if (exporters.stream().findAny().isEmpty()) {
                traces.setSampler(Sampler.alwaysOff());
            }
        };
    }
}
