package io.rookery.acceptance.invariant;

import java.util.List;

/**
 * Violations of the invariants.
 *
 * @param lost acknowledged writes that are missing
 * @param doubled writes that exist more than once
 * @param violations all other violations, one sentence each
 */
public record Findings(List<String> lost, List<String> doubled, List<String> violations) {

    public Findings {
        lost = List.copyOf(lost);
        doubled = List.copyOf(doubled);
        violations = List.copyOf(violations);
    }

    public boolean isEmpty() {
        return lost.isEmpty() && doubled.isEmpty() && violations.isEmpty();
    }
}
