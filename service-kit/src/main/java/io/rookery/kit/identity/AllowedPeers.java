package io.rookery.kit.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the peers that may call an internal path. On a controller it applies to all its methods; on
 * a method it replaces the controller's. The service does not start when an internal path lacks it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface AllowedPeers {
    Peer[] value();
}
