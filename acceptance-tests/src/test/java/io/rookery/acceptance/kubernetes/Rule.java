package io.rookery.acceptance.kubernetes;

import java.util.List;

/** Something that must be true of all objects of an overlay together. */
interface Rule {

    /** Sentences about what is wrong, each with file, object and field. */
    List<String> problems(Manifests manifests);
}
