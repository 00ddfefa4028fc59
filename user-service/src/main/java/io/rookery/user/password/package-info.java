/** Hashes and verifies passwords, at a cost that cannot exhaust the process. */
@NullMarked
package io.rookery.user.password;

import org.jspecify.annotations.NullMarked;
