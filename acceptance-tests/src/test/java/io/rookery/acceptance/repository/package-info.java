/**
 * Checks of the repository itself: the documents are up to date, and the structure follows the
 * rules.
 */
@NullMarked
package io.rookery.acceptance.repository;

import org.jspecify.annotations.NullMarked;
