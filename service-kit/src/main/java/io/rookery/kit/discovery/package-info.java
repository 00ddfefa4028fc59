/** Service discovery: instances register in ZooKeeper, and are looked up in memory. */
@NullMarked
package io.rookery.kit.discovery;

import org.jspecify.annotations.NullMarked;
