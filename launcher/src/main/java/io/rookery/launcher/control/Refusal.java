package io.rookery.launcher.control;

/**
 * Why the launcher did not do as it was told.
 *
 * @param error one sentence
 */
record Refusal(String error) {}
