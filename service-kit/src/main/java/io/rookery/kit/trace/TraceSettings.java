package io.rookery.kit.trace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces begin. What is recorded of them and where it is sent are settings of Spring Boot:
 * {@code management.tracing.sampling.probability} and {@code
 * management.opentelemetry.tracing.export.otlp.endpoint}.
 *
 * @param trustCallers whether a request that belongs to a trace already goes on with it, because
 *     those who send requests are services or gateways of ours
 */
@ConfigurationProperties(value = "rookery.trace", ignoreUnknownFields = false)
record TraceSettings(@DefaultValue("true") boolean trustCallers) {}
