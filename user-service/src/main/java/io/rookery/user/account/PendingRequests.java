package io.rookery.user.account;

/** The requests to follow an account that wait for its word. */
public interface PendingRequests {

    long countOf(long accountId);
}
