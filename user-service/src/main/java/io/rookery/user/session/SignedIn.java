package io.rookery.user.session;

/**
 * A user who has presented the right password. Nothing is issued on this basis if the password has
 * been changed since.
 *
 * @param passwordHash hash of the password that was presented
 */
record SignedIn(long accountId, String passwordHash) {

    @Override
    public String toString() {
        return "SignedIn[" + accountId + "]";
    }
}
