/** Load shedding: how many requests an instance handles concurrently, and how it sheds others. */
@NullMarked
package io.rookery.kit.admission;

import org.jspecify.annotations.NullMarked;
