/**
 * What the manifests below {@code k8s/} promise, checked without a cluster: they are built as
 * {@code kubectl apply -k} builds them, and compared with Kubernetes' own types and with what the
 * services serve, read and call.
 */
@NullMarked
package io.rookery.acceptance.kubernetes;

import org.jspecify.annotations.NullMarked;
