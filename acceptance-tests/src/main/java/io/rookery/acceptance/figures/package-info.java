/** What a platform of its own costs and how long it stalls, as figures on the console. */
@NullMarked
package io.rookery.acceptance.figures;

import org.jspecify.annotations.NullMarked;
