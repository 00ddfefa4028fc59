package io.rookery.feed.cache;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds the settings of the status cache. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StatusCacheSettings.class)
class StatusCacheConfiguration {}
