/**
 * Which service is speaking: each has a key pair of its own, signs what it sends to others, and
 * says of each internal path which of them may call it.
 */
@NullMarked
package io.rookery.kit.identity;

import org.jspecify.annotations.NullMarked;
