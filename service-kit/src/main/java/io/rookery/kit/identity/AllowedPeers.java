package io.rookery.kit.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which peers may call an internal path: on a controller, or on one of its methods, where it takes
 * the place of the controller's. An internal path without it stops the start of the service.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface AllowedPeers {
    Peer[] value();
}
