/**
 * Placement: which shard owns which slots. Start reading at {@link
 * io.rookery.storage.placement.ShardMapReconciler}, the loop that observes, plans and executes. A
 * {@link io.rookery.storage.placement.PlacementStep} is a change of the shard map in ZooKeeper, or
 * of the {@link io.rookery.storage.placement.SlotLedger} on each shard. Nothing here depends on
 * monitoring: slots are placed by what is declared, not by what is probed.
 */
@NullMarked
package io.rookery.storage.placement;

import org.jspecify.annotations.NullMarked;
