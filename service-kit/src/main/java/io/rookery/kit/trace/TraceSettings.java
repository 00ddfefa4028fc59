package io.rookery.kit.trace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of where traces begin. Sampling and the collector's address are settings of Spring Boot:
 * {@code management.tracing.sampling.probability} and {@code
 * management.opentelemetry.tracing.export.otlp.endpoint}.
 *
 * @param trustCallers whether a request continues the trace of its caller; true where all callers
 *     are services or gateways of this platform
 */
@ConfigurationProperties(value = "rookery.trace", ignoreUnknownFields = false)
record TraceSettings(@DefaultValue("true") boolean trustCallers) {}
