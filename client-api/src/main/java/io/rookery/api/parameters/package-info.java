/** The parameters of a request, independent of where in the request they were given. */
@NullMarked
package io.rookery.api.parameters;

import org.jspecify.annotations.NullMarked;
