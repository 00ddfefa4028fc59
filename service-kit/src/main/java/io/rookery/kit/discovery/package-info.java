/** Which instances of a service there are, known from memory and registered in ZooKeeper. */
@NullMarked
package io.rookery.kit.discovery;

import org.jspecify.annotations.NullMarked;
