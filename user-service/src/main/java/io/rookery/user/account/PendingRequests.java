package io.rookery.user.account;

/** Counts the follow requests that an account has yet to decide. */
public interface PendingRequests {

    long countOf(long accountId);
}
