/** Measurements of each scenario, for people and for programs. */
@NullMarked
package io.rookery.acceptance.report;

import org.jspecify.annotations.NullMarked;
