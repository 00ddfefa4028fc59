/** ZooKeeper's nodes, kept so that each service gets at its own and at no others. */
@NullMarked
package io.rookery.storage.ensemble;

import org.jspecify.annotations.NullMarked;
