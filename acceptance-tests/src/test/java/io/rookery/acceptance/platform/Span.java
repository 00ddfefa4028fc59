package io.rookery.acceptance.platform;

import java.util.Map;

/**
 * A span as it was exported.
 *
 * @param service whose it is
 * @param parent the span that it belongs to; empty for the first of a trace
 * @param kind what OpenTelemetry calls it, such as "SPAN_KIND_SERVER"
 */
public record Span(
        String trace,
        String id,
        String parent,
        String service,
        String kind,
        String name,
        Map<String, String> attributes) {}
