package io.rookery.feed.status.store;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Switches on the scheduled work of the service. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class StatusConfiguration {}
