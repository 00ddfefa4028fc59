/** Leader election through ZooKeeper: one instance acts at a time, in placement and monitoring. */
@NullMarked
package io.rookery.storage.leadership;

import org.jspecify.annotations.NullMarked;
