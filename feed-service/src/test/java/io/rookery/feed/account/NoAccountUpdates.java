package io.rookery.feed.account;

/** Account updates for instances that share no Redis: there are never any. */
public final class NoAccountUpdates implements AccountUpdates {

    @Override
    public void catchUp(Reader reader) {}
}
