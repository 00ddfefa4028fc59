/**
 * What the repository promises about itself: documents that are true and a structure that holds.
 */
@NullMarked
package io.rookery.acceptance.repository;

import org.jspecify.annotations.NullMarked;
