package io.rookery.gateway.answer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rookery.worker.WorkerThread;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Configures the headers and the memory budget of responses. The headers apply to every response,
 * including refusals.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AnswerSettings.class)
class AnswerConfiguration {

    /** After this time a response may lose its memory to others. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Bean
    AnswerMemory answerMemory(AnswerSettings settings) {
        return new AnswerMemory(
                settings.bytes(),
                PATIENCE.toNanos(),
                settings.longest().toNanos(),
                System::nanoTime);
    }

    @Bean(initMethod = "start", destroyMethod = "interrupt")
    Thread answerWatch(AnswerMemory memory) {
        return WorkerThread.of(
                "answer-watch",
                BETWEEN_LOOKS,
                () -> {
                    while (true) {
                        Thread.sleep(BETWEEN_LOOKS);
                        memory.cutLate();
                    }
                });
    }

    @Bean
    MeterBinder answerMetrics(AnswerMemory memory) {
        return registry -> {
            Gauge.builder("rookery.answer.bytes", memory, AnswerMemory::used)
                    .description("Memory of the responses that are being written")
                    .baseUnit("bytes")
                    .register(registry);
            Gauge.builder("rookery.answer.writing", memory, AnswerMemory::writing)
                    .description("Responses that are being written")
                    .register(registry);
        };
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> answerHeaders() {
        return server -> server.addEngineValves(new AnswerHeaders());
    }
}
