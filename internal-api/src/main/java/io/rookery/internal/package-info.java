/**
 * The contracts between the services. The service that answers implements an interface in a
 * controller; the service that asks has a client made of it.
 *
 * <p>During a rolling upgrade, the two may be of different versions. So a field is only added, and
 * is nullable until no instance of the version before is left. Ids are texts, as in the client API.
 */
@NullMarked
package io.rookery.internal;

import org.jspecify.annotations.NullMarked;
