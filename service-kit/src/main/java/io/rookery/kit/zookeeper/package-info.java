/** The connection to ZooKeeper. No service needs it in order to start or to serve requests. */
@NullMarked
package io.rookery.kit.zookeeper;

import org.jspecify.annotations.NullMarked;
