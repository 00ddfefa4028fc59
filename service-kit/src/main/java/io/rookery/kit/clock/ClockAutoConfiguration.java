package io.rookery.kit.clock;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Provides the one clock that all parts of an instance use. */
@AutoConfiguration
@EnableConfigurationProperties(ClockSettings.class)
public class ClockAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    InstantSource instantSource(ClockSettings settings) {
        return settings.ahead().isZero()
                ? InstantSource.system()
                : () -> InstantSource.system().instant().plus(settings.ahead());
    }
}
