package io.rookery.user.account;

/**
 * One line of the table on a profile, in plain text.
 *
 * @param name what the line is about
 * @param value what it says
 */
public record ProfileField(String name, String value) {}
