package io.rookery.feed.account;

import org.jspecify.annotations.Nullable;

/** An application that people publish with, as the API shows it. */
public record Application(String name, @Nullable String website) {}
