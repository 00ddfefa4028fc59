package io.rookery.acceptance.invariant;

import java.util.List;

/**
 * What is wrong with the data.
 *
 * @param lost acknowledged writes that are not there
 * @param doubled writes that are there more than once
 * @param violations everything else, one sentence for each
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
