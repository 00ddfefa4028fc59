/** What fails, why, and how soon it was found, gone around and repaired. */
@NullMarked
package io.rookery.storage.incident;

import org.jspecify.annotations.NullMarked;
