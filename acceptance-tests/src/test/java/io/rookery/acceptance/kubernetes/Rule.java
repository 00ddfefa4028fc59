package io.rookery.acceptance.kubernetes;

import java.util.List;

/** A rule that all objects of an overlay together must follow. */
interface Rule {

    /** Returns the problems, one sentence each, with file, object and field. */
    List<String> problems(Manifests manifests);
}
