/**
 * Moves of slots from one shard to another while people use them. Start reading at {@link
 * io.rookery.storage.placement.move.MovePlanner}, which decides the next step of a {@link
 * io.rookery.storage.placement.move.Move} from a {@link
 * io.rookery.storage.placement.move.MoveObservation}. Postgres' logical replication copies the
 * rows; the shards themselves fence the switch.
 */
@NullMarked
package io.rookery.storage.placement.move;

import org.jspecify.annotations.NullMarked;
