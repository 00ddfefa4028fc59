/** Tests of forbidden and invalid requests, and of the errors that they get. */
@NullMarked
package io.rookery.acceptance.misuse;

import org.jspecify.annotations.NullMarked;
