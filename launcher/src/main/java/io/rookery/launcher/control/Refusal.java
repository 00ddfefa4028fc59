package io.rookery.launcher.control;

/**
 * The reason why the launcher refused or failed to carry out a command.
 *
 * @param error one sentence
 */
record Refusal(String error) {}
