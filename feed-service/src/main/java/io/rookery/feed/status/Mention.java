package io.rookery.feed.status;

/** An account that a status mentions; its username never changes. */
public record Mention(long accountId, String username) {}
