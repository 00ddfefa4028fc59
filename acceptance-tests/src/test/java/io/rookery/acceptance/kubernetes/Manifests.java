package io.rookery.acceptance.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All objects of an overlay.
 *
 * @param overlay name of the overlay
 * @param all the objects, in the order in which they were built
 */
record Manifests(String overlay, List<Manifest> all) {

    Stream<Manifest> of(String kind) {
        return all.stream().filter(manifest -> manifest.is(kind));
    }

    Stream<Manifest> workloads() {
        return all.stream().filter(Manifest::isWorkload);
    }

    Optional<Manifest> find(String kind, String name) {
        return of(kind).filter(manifest -> manifest.name().equals(name)).findFirst();
    }

    /** Returns a generated object. Its name may have a hash as suffix. */
    Optional<Manifest> generated(String kind, String name) {
        return of(kind).filter(manifest -> manifest.name().matches(name + "(-[a-z0-9]{10})?"))
                .findFirst();
    }

    Manifests copy() {
        return new Manifests(overlay, all.stream().map(Manifest::copy).toList());
    }
}
