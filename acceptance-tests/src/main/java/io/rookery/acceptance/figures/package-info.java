/** Benchmark: resource usage and write stalls of a platform, printed as figures. */
@NullMarked
package io.rookery.acceptance.figures;

import org.jspecify.annotations.NullMarked;
