/**
 * Checks the manifests below {@code k8s/} without a cluster. Builds them as {@code kubectl apply
 * -k} does, and compares them with the types of Kubernetes and with the ports, settings and calls
 * of the services.
 */
@NullMarked
package io.rookery.acceptance.kubernetes;

import org.jspecify.annotations.NullMarked;
