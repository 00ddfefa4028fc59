package io.rookery.user.account;

/**
 * A field of a profile, in plain text.
 *
 * @param name the label
 * @param value the content
 */
public record ProfileField(String name, String value) {}
