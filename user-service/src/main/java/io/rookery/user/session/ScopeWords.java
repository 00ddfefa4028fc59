package io.rookery.user.session;

import io.rookery.kit.security.Scope;
import java.util.List;
import java.util.Optional;

/** Describes scopes in words for the user who is to grant them. */
final class ScopeWords {

    private ScopeWords() {}

    /** One phrase for each scope, in their order. */
    static List<String> of(OAuthScopes scopes) {
        return scopes.names().stream()
                .map(Scope::named)
                .flatMap(Optional::stream)
                .map(ScopeWords::of)
                .toList();
    }

    static String of(Scope scope) {
        return switch (scope) {
            case READ ->
                    "read everything in your account: private and direct posts, notifications,"
                            + " whom you follow, block and mute";
            case READ_ACCOUNTS -> "see your profile and settings, and others' profiles";
            case READ_BLOCKS -> "see whom you block";
            case READ_BOOKMARKS -> "see your bookmarks";
            case READ_FAVOURITES -> "see your favourites";
            case READ_FILTERS -> "see your filters";
            case READ_FOLLOWS -> "see whom you follow and who follows you";
            case READ_LISTS -> "see your lists";
            case READ_MUTES -> "see whom you mute";
            case READ_NOTIFICATIONS -> "see your notifications";
            case READ_SEARCH -> "search on your behalf";
            case READ_STATUSES ->
                    "see all posts that you can see, private and direct ones included";
            case WRITE ->
                    "change everything in your account: post, delete, follow, block, and change"
                            + " your profile and settings in your name";
            case WRITE_ACCOUNTS -> "change your profile and settings, and end your sessions";
            case WRITE_BLOCKS -> "block and unblock accounts";
            case WRITE_BOOKMARKS -> "bookmark posts";
            case WRITE_CONVERSATIONS -> "mute and delete conversations";
            case WRITE_FAVOURITES -> "favourite posts";
            case WRITE_FILTERS -> "change your filters";
            case WRITE_FOLLOWS -> "follow and unfollow accounts";
            case WRITE_LISTS -> "change your lists";
            case WRITE_MEDIA -> "upload media files";
            case WRITE_MUTES -> "mute and unmute accounts";
            case WRITE_NOTIFICATIONS -> "dismiss your notifications";
            case WRITE_REPORTS -> "report others in your name";
            case WRITE_STATUSES -> "post, edit and delete posts in your name";
            case FOLLOW -> "see and change whom you follow, block and mute";
            case PUSH -> "send you push messages";
            case PROFILE -> "see your profile";
        };
    }
}
