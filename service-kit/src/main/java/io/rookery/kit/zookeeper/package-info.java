/** The connection to ZooKeeper, which no service needs in order to start or to serve. */
@NullMarked
package io.rookery.kit.zookeeper;

import org.jspecify.annotations.NullMarked;
