package io.rookery.feed.account;

/** What has become known of accounts, wherever it was told. */
interface AccountNews {

    /** Tells the reader all that is new since it was last told. */
    void catchUp(Reader reader);

    /** Who is told. */
    interface Reader {

        /** The account has this version by now, or a newer one. */
        void changed(long account, long version);

        /** Any account may have changed. */
        void anyMayHaveChanged();
    }
}
