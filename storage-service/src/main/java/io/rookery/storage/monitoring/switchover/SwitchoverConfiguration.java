package io.rookery.storage.monitoring.switchover;

import io.rookery.storage.StorageSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SwitchoverConfiguration {

    @Bean(destroyMethod = "close")
    Switchovers switchovers(StorageSettings storage, SwitchoverSettings settings) {
        return Switchovers.of(storage, settings);
    }
}
