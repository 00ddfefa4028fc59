/** Failures of the platform that docker compose runs, under the same load and the same ledger. */
@NullMarked
package io.rookery.acceptance.compose;

import org.jspecify.annotations.NullMarked;
