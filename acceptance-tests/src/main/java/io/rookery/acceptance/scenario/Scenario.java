package io.rookery.acceptance.scenario;

import io.rookery.acceptance.fault.Step;
import io.rookery.acceptance.fault.Step.Verb;
import io.rookery.acceptance.workload.Ledger.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One failure, and what is expected of it.
 *
 * @param name of its file
 * @param title a sentence for people
 * @param settings properties that one instance is started with, by the name of the instance
 * @param steps what is done, in order, while people use the platform
 * @param tolerance which requests may fail
 * @param stall the longest that any request may take
 * @param whole how long after the last step everything must be as before
 * @param isUnnoticed whether nothing may be promoted, restarted or taken out of use
 * @param diagnoses what the platform must say of it: groups and kinds, such as "feed-service
 *     crashed"; empty when it may say whatever it likes
 * @param isNothingSaid whether the platform must say nothing of it
 * @param isFast whether it belongs to the tests of every build
 */
public record Scenario(
        String name,
        String title,
        Map<String, Map<String, String>> settings,
        List<Step> steps,
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
        /** Those that are told to try again: 503 with {@code Retry-After}. */
        ALLOWED,
        /** All of them: there is nobody who could answer. */
        OUTAGE;

        /** Whether these may have failed. */
        public boolean allows(List<Failure> failures) {
            return switch (this) {
                case NONE -> failures.isEmpty();
                case ALLOWED -> failures.stream().allMatch(Failure::isRefusal);
                case OUTAGE -> true;
            };
        }
    }

    /** Whether it needs a platform that has links to break. */
    public boolean breaksLinks() {
        return isRandom() || steps.stream().anyMatch(step -> step.verb().breaksLink());
    }

    /** Whether it does harm to the door by which clients come. */
    public boolean harmsGateway() {
        return isRandom()
                || steps.stream()
                        .flatMap(step -> step.object().stream())
                        .anyMatch(word -> word.startsWith("gateway"));
    }

    /** Whether two nodes of a shard are made to take writes. */
    public boolean splitsShard() {
        return steps.stream().anyMatch(step -> step.verb() == Verb.SPLIT);
    }

    /** Whether what is done is drawn. */
    public boolean isRandom() {
        return steps.stream().anyMatch(step -> step.verb() == Verb.RANDOM);
    }

    /** The same with other bounds for what is drawn. */
    public Scenario withRandom(int mostFaults, Duration atMost) {
        List<String> bounds = List.of(Integer.toString(mostFaults), atMost.toSeconds() + "s");
        return with(
                name,
                steps.stream()
                        .map(step ->
                                step.verb() == Verb.RANDOM ? new Step(Verb.RANDOM, bounds) : step)
                        .toList());
    }

    /** The same under another name. */
    public Scenario withName(String other) {
        return with(other, steps);
    }

    private Scenario with(String otherName, List<Step> otherSteps) {
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

    /** Names of the shards whose nodes need volumes of their own, to be filled. */
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
