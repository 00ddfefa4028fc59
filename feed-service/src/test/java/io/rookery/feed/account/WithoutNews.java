package io.rookery.feed.account;

/** What instances are told that share nothing by which they could be told anything. */
public final class WithoutNews implements AccountNews {

    @Override
    public void catchUp(Reader reader) {}
}
