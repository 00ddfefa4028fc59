/**
 * ZooKeeper on one machine. Each server is a process of its own, under supervision.
 *
 * <pre>{@code
 * try (var zooKeeper = ZooKeeperEnsemble.start(ZooKeeperSettings.of(directory, 24200))) {
 *     ... zooKeeper.connectString() ...
 * }
 * }</pre>
 */
@NullMarked
package io.rookery.launcher.zookeeper;

import org.jspecify.annotations.NullMarked;
