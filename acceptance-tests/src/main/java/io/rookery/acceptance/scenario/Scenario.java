package io.rookery.acceptance.scenario;

import io.rookery.acceptance.fault.FaultStep;
import io.rookery.acceptance.fault.FaultStep.Verb;
import io.rookery.acceptance.workload.RequestLedger.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One failure, and what the platform must do about it.
 *
 * @param name name of its file
 * @param title a sentence for the report
 * @param settings properties with which one instance is started, by the name of the instance
 * @param steps what is done, in order, while clients use the platform
 * @param tolerance which requests may fail
 * @param stall the longest time that a request may take
 * @param whole how long after the last step everything must be as before
 * @param isUnnoticed whether nothing may be promoted, restarted or ejected
 * @param diagnoses what the platform must diagnose: groups and kinds, such as "feed-service
 *     crashed"; empty when any diagnosis is allowed
 * @param isNothingSaid whether the platform must diagnose nothing
 * @param isFast whether it belongs to the tests of every build
 */
public record Scenario(
        String name,
        String title,
        Map<String, Map<String, String>> settings,
        List<FaultStep> steps,
        Tolerance tolerance,
        Duration stall,
        Duration whole,
        boolean isUnnoticed,
        List<String> diagnoses,
        boolean isNothingSaid,
        boolean isFast) {

    /** Which requests may fail. */
    public enum Tolerance {
        /** None. */
        NONE,
        /** Those that the client may retry: 503 with {@code Retry-After}. */
        ALLOWED,
        /** All of them: no instance could answer. */
        OUTAGE;

        /** Whether the tolerance allows these failures. */
        public boolean allows(List<Failure> failures) {
            return switch (this) {
                case NONE -> failures.isEmpty();
                case ALLOWED -> failures.stream().allMatch(Failure::isRefusal);
                case OUTAGE -> true;
            };
        }
    }

    /** Whether it needs a platform with fault proxies in front of its processes. */
    public boolean breaksLinks() {
        return isRandom() || steps.stream().anyMatch(step -> step.verb().breaksLink());
    }

    /** Whether it does harm to a gateway. */
    public boolean harmsGateway() {
        return isRandom()
                || steps.stream()
                        .flatMap(step -> step.object().stream())
                        .anyMatch(word -> word.startsWith("gateway"));
    }

    /** Whether it makes two nodes of a shard take writes at the same time. */
    public boolean splitsShard() {
        return steps.stream().anyMatch(step -> step.verb() == Verb.SPLIT);
    }

    /** Whether it draws random faults. */
    public boolean isRandom() {
        return steps.stream().anyMatch(step -> step.verb() == Verb.RANDOM);
    }

    /** Returns the scenario with other bounds for the random faults. */
    public Scenario withRandom(int mostFaults, Duration atMost) {
        List<String> bounds = List.of(Integer.toString(mostFaults), atMost.toSeconds() + "s");
        return with(
                name,
                steps.stream()
                        .map(step ->
                                step.verb() == Verb.RANDOM
                                        ? new FaultStep(Verb.RANDOM, bounds)
                                        : step)
                        .toList());
    }

    /** Returns the scenario under another name. */
    public Scenario withName(String other) {
        return with(other, steps);
    }

    private Scenario with(String otherName, List<FaultStep> otherSteps) {
        return new Scenario(
                otherName,
                title,
                settings,
                otherSteps,
                tolerance,
                stall,
                whole,
                isUnnoticed,
                diagnoses,
                isNothingSaid,
                isFast);
    }

    /**
     * Names of the shards whose nodes need small volumes of their own, which the scenario fills.
     */
    public Set<String> smallVolumes() {
        return steps.stream()
                .filter(step -> step.verb() == Verb.FILL)
                .map(step -> step.object().getLast())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return name;
    }
}
