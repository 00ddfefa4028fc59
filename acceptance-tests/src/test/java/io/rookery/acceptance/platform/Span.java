package io.rookery.acceptance.platform;

import java.util.Map;

/**
 * A span that the platform has exported.
 *
 * @param service service that exported it
 * @param parent id of the parent span; empty for the root of a trace
 * @param kind kind in OpenTelemetry, such as "SPAN_KIND_SERVER"
 */
public record Span(
        String trace,
        String id,
        String parent,
        String service,
        String kind,
        String name,
        Map<String, String> attributes) {}
