package io.rookery.user.signup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reserved usernames: those that people would mistake for the site itself, and those that have
 * another meaning in an address or a mention.
 */
final class ReservedNames {

    private static final Set<String> WHO_RUNS_THE_SITE =
            names(
                    """
                    abuse admin administration administrator admins billing ceo contact copyright dmca
                    founder help helpdesk info instance instanceactor internal legal marketing mastodon mod
                    moderation moderator moderators mods news noc official operator owner press privacy
                    register registration rookery root rules sales security server service services signin
                    signup site staff status superuser support sysadmin system team terms trust verification
                    verified verify
                    """);

    private static final Set<String> MAIL_AND_HOSTS =
            names(
                    """
                    autoconfig autodiscover broadcasthost daemon dns ftp ftps host hostmaster imap imaps
                    isatap listserv localdomain localhost mail mailer mailerdaemon majordomo mx nobody noreply
                    ns pop pop3 postmaster sftp smtp smtps ssh ssl ssladmin ssladministrator usenet
                    uucp webmail webmaster wpad www
                    """);

    private static final Set<String> ADDRESSES_AND_MENTIONS =
            names(
                    """
                    about account accounts actor all api app apps assets auth authorize avatars bookmarks
                    channel config css deck docs edit everyone explore favicon favourites feed followers
                    following graphql group here home html http https images inbox index js list lists login
                    logout manifest me media metrics new nodeinfo notifications null oauth openapi outbox
                    password preferences profile public robots search self session sessions settings
                    share static statuses streaming tag tags timeline timelines undefined user users web
                    webfinger wellknown
                    """);

    private ReservedNames() {}

    /**
     * Whether the username is reserved, in any spelling: other case, underscores, or digits in
     * place of letters.
     */
    static boolean contains(String username) {
        String bare = username.toLowerCase(Locale.ROOT).replace("_", "");
        return isListed(bare) || isListed(letters(bare, 'i')) || isListed(letters(bare, 'l'));
    }

    private static boolean isListed(String name) {
        return WHO_RUNS_THE_SITE.contains(name)
                || MAIL_AND_HOSTS.contains(name)
                || ADDRESSES_AND_MENTIONS.contains(name);
    }

    /** Replaces digits with the letters that look like them. */
    private static String letters(String name, char one) {
        return name.replace('0', 'o')
                .replace('1', one)
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't');
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }
}
