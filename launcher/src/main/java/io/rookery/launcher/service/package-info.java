/** The platform's own applications, each instance in a JVM of its own. */
@NullMarked
package io.rookery.launcher.service;

import org.jspecify.annotations.NullMarked;
