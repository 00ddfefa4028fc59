/**
 * Overload test: measures how much throughput a platform keeps when it gets far more requests than
 * it can process.
 */
@NullMarked
package io.rookery.acceptance.overload;

import org.jspecify.annotations.NullMarked;
