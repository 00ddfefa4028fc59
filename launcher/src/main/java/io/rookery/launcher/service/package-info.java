/** The platform's own services, each instance in its own JVM. */
@NullMarked
package io.rookery.launcher.service;

import org.jspecify.annotations.NullMarked;
