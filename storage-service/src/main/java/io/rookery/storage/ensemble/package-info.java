/** The ACLs of ZooKeeper's nodes, which restrict each service to its own nodes. */
@NullMarked
package io.rookery.storage.ensemble;

import org.jspecify.annotations.NullMarked;
