/** The parameters of a request, wherever in it they were given. */
@NullMarked
package io.rookery.kit.parameters;

import org.jspecify.annotations.NullMarked;
