package io.rookery.gateway.answer;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Puts the rule before everything that answers, refusals included. */
@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> answerHeaders() {
        return server -> server.addEngineValves(new AnswerHeaders());
    }
}
