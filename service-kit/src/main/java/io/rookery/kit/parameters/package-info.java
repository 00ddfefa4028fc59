/** The parameters of a request, independent of where in the request they were given. */
@NullMarked
package io.rookery.kit.parameters;

import org.jspecify.annotations.NullMarked;
