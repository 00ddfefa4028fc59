package io.rookery.user;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reference model of the relations between a few people, as simple as possible. Tests compare the
 * service with it.
 */
final class RelationModel {

    static final List<String> WORDS =
            List.of(
                    "following",
                    "followed_by",
                    "requested",
                    "requested_by",
                    "blocking",
                    "blocked_by",
                    "muting");

    enum Act {
        FOLLOW,
        FOLLOW_WITHOUT_BOOSTS,
        FOLLOW_WITH_NOTICES,
        FOLLOW_IN_GERMAN,
        FOLLOW_AS_USUAL,
        UNFOLLOW,
        LOCK,
        UNLOCK,
        AUTHORIZE,
        REJECT,
        REMOVE,
        BLOCK,
        UNBLOCK,
        MUTE,
        UNMUTE
    }

    private enum Follow {
        NONE,
        REQUESTED,
        ACCEPTED
    }

    /** Options of a follow that the follower has chosen. */
    record Options(boolean boosts, boolean notices, boolean onlyGerman) {

        static final Options NONE = new Options(false, false, false);

        private static final Options USUAL = new Options(true, false, false);

        private Options withoutBoosts() {
            return new Options(false, notices, onlyGerman);
        }

        private Options withNotices() {
            return new Options(boosts, true, onlyGerman);
        }

        private Options inGerman() {
            return new Options(boosts, notices, true);
        }
    }

    private final Follow[][] follows;
    private final Options[][] options;
    private final boolean[][] blocks;
    private final boolean[][] mutes;
    private final boolean[] locked;

    RelationModel(int people) {
        follows = new Follow[people][people];
        options = new Options[people][people];
        for (Follow[] of : follows) {
            Arrays.fill(of, Follow.NONE);
        }
        blocks = new boolean[people][people];
        mutes = new boolean[people][people];
        locked = new boolean[people];
    }

    void perform(Act act, int who, int whom) {
        switch (act) {
            case FOLLOW -> follow(who, whom, before -> before);
            case FOLLOW_WITHOUT_BOOSTS -> follow(who, whom, Options::withoutBoosts);
            case FOLLOW_WITH_NOTICES -> follow(who, whom, Options::withNotices);
            case FOLLOW_IN_GERMAN -> follow(who, whom, Options::inGerman);
            case FOLLOW_AS_USUAL -> follow(who, whom, _ -> Options.USUAL);
            case UNFOLLOW -> follows[who][whom] = Follow.NONE;
            case LOCK, UNLOCK -> locked[who] = act == Act.LOCK;
            case AUTHORIZE -> replace(whom, who, Follow.REQUESTED, Follow.ACCEPTED);
            case REJECT -> replace(whom, who, Follow.REQUESTED, Follow.NONE);
            case REMOVE -> replace(whom, who, Follow.ACCEPTED, Follow.NONE);
            case BLOCK -> {
                blocks[who][whom] = true;
                follows[who][whom] = Follow.NONE;
                follows[whom][who] = Follow.NONE;
            }
            case UNBLOCK -> blocks[who][whom] = false;
            case MUTE, UNMUTE -> mutes[who][whom] = act == Act.MUTE;
        }
    }

    /** Accepts the pending follow requests of an account that is not locked. */
    void acceptWaiting(int who) {
        for (int other = 0; other < locked.length && !locked[who]; other++) {
            replace(other, who, Follow.REQUESTED, Follow.ACCEPTED);
        }
    }

    private void follow(int who, int whom, UnaryOperator<Options> wish) {
        if (blocks[who][whom] || blocks[whom][who]) {
            return;
        }
        boolean begins = follows[who][whom] == Follow.NONE;
        options[who][whom] = wish.apply(begins ? Options.USUAL : options[who][whom]);
        if (follows[who][whom] != Follow.ACCEPTED) {
            follows[who][whom] = locked[whom] ? Follow.REQUESTED : Follow.ACCEPTED;
        }
    }

    private void replace(int follower, int followee, Follow before, Follow after) {
        if (follows[follower][followee] == before) {
            follows[follower][followee] = after;
        }
    }

    /** Returns the relationships to everybody else, as the client API shows them. */
    List<String> seenBy(int viewer) {
        List<String> seen = new ArrayList<>();
        for (int other = 0; other < locked.length; other++) {
            boolean[] facts = {
                follows[viewer][other] == Follow.ACCEPTED,
                follows[other][viewer] == Follow.ACCEPTED,
                follows[viewer][other] == Follow.REQUESTED,
                follows[other][viewer] == Follow.REQUESTED,
                blocks[viewer][other],
                blocks[other][viewer],
                mutes[viewer][other]
            };
            List<String> words = new ArrayList<>();
            for (int i = 0; i < facts.length; i++) {
                if (facts[i]) {
                    words.add(WORDS.get(i));
                }
            }
            if (other != viewer) {
                boolean isFollow = follows[viewer][other] != Follow.NONE;
                Options wished = isFollow ? options[viewer][other] : Options.NONE;
                seen.add(other + " " + words + " " + wished);
            }
        }
        return seen;
    }

    String countsOf(int who) {
        int following = 0;
        int followers = 0;
        for (int other = 0; other < locked.length; other++) {
            following += follows[who][other] == Follow.ACCEPTED ? 1 : 0;
            followers += follows[other][who] == Follow.ACCEPTED ? 1 : 0;
        }
        return following + " following, " + followers + " followers";
    }
}
