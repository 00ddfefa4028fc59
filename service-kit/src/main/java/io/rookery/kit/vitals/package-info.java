/**
 * The status that an instance reports about itself and the instances that it calls, for
 * storage-service and the operator.
 */
@NullMarked
package io.rookery.kit.vitals;

import org.jspecify.annotations.NullMarked;
