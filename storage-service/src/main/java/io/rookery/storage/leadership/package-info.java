/** Which instance acts: one at a time, elected through ZooKeeper. */
@NullMarked
package io.rookery.storage.leadership;

import org.jspecify.annotations.NullMarked;
