package io.rookery.feed.account;

import org.jspecify.annotations.Nullable;

/** A client application that publishes statuses, as the API shows it. */
public record Application(String name, @Nullable String website) {}
