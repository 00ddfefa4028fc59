/**
 * Authentication between services. Each service has its own key pair, signs its requests to other
 * services, and declares for each internal path which peers may call it.
 */
@NullMarked
package io.rookery.kit.identity;

import org.jspecify.annotations.NullMarked;
