package io.rookery.feed.status.text;

import io.rookery.api.text.Hashtags;
import io.rookery.api.text.Token;
import io.rookery.api.text.Tokens;
import io.rookery.feed.account.Account;
import io.rookery.feed.account.Accounts;
import io.rookery.feed.status.Content;
import io.rookery.feed.status.Mention;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds the mentions and the hashtags in the text of a new status. */
@Component
public class ContentParser {

    private final Accounts accounts;

    ContentParser(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A copy with mentions and hashtags. Looks up the accounts whose names are in the text. */
    public Content parse(Content written) {
        List<Token> tokens = Tokens.of(written.text());
        return written.with(mentions(tokens), tags(tokens));
    }

    /** The existing accounts among the names in the text, in the order of the text. */
    private List<Mention> mentions(List<Token> tokens) {
        Map<String, Token.At> named = new LinkedHashMap<>();
        for (Token token : tokens) {
            if (token instanceof Token.At at) {
                named.putIfAbsent(at.text().toLowerCase(Locale.ROOT), at);
            }
        }
        if (named.isEmpty()) {
            return List.of();
        }
        Set<String> usernames = new LinkedHashSet<>();
        named.values().forEach(at -> usernames.add(at.key()));
        Map<String, Account> known = accounts.byUsernames(usernames);
        Set<Mention> mentions = new LinkedHashSet<>();
        for (Token.At at : named.values()) {
            Account account = known.get(at.key());
            if (account != null && at.isOf(account.base())) {
                mentions.add(new Mention(account.id(), account.username()));
            }
        }
        return List.copyOf(mentions);
    }

    private static List<String> tags(List<Token> tokens) {
        Set<String> tags = new LinkedHashSet<>();
        for (Token token : tokens) {
            if (token instanceof Token.Hash hash) {
                tags.add(Hashtags.normalise(hash.name()));
            }
        }
        return List.copyOf(tags);
    }
}
