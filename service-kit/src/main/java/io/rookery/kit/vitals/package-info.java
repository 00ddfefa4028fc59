/** What an instance says about itself and those that it calls, for whoever looks after it. */
@NullMarked
package io.rookery.kit.vitals;

import org.jspecify.annotations.NullMarked;
