package io.rookery.kit.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports spans, and logs once when they cannot be sent and once when they can again. The collector
 * may be unavailable. That does not affect requests; the spans recorded meanwhile are lost.
 */
final class ReportingExporter implements SpanExporter {

    private static final Logger log = LoggerFactory.getLogger(ReportingExporter.class);

    private final SpanExporter exporter;
    private final AtomicBoolean failing = new AtomicBoolean();

    ReportingExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> report(result.isSuccess()));
    }

    private void report(boolean succeeded) {
        if (failing.compareAndSet(succeeded, !succeeded)) {
            if (succeeded) {
                log.info("The trace collector is reachable again.");
            } else {
                log.warn("The trace collector is unreachable; traces are dropped.");
            }
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
