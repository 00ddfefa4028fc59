package io.rookery.user.session;

/**
 * Somebody who has shown the right password. What is issued for it is void if the password has been
 * changed since.
 *
 * @param passwordHash of the password that was shown
 */
record SignedIn(long accountId, String passwordHash) {

    @Override
    public String toString() {
        return "SignedIn[" + accountId + "]";
    }
}
