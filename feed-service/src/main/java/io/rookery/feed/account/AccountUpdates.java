package io.rookery.feed.account;

/** The changes of accounts, whichever instance learned of them. */
interface AccountUpdates {

    /** Passes the reader all changes since the last call. */
    void catchUp(Reader reader);

    /** Receives the changes. */
    interface Reader {

        /** The account now has this version or a newer one. */
        void changed(long account, long version);

        /** Any account may have changed. */
        void anyMayHaveChanged();
    }
}
