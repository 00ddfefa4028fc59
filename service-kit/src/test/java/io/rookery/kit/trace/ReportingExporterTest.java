package io.rookery.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ReportingExporterTest {

    private boolean isCollectorUnavailable;
    private final SpanExporter exporter = new ReportingExporter(new Collector());

    @Test
    void saysOnceThatTheCollectorIsUnavailableAndOnceThatItIsBack(CapturedOutput output) {
        isCollectorUnavailable = true;
        exporter.export(List.of());
        exporter.export(List.of());

        assertThat(output).containsOnlyOnce("collector is unreachable");

        isCollectorUnavailable = false;
        exporter.export(List.of());
        exporter.export(List.of());

        assertThat(output).containsOnlyOnce("collector is reachable again");
    }

    private final class Collector implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return isCollectorUnavailable
                    ? CompletableResultCode.ofFailure()
                    : CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
