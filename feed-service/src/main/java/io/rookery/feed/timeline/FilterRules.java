package io.rookery.feed.timeline;

import static java.util.stream.Collectors.toSet;

import io.rookery.api.language.LanguageTags;
import io.rookery.feed.account.HomeRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an account does not want to see in its home timeline.
 *
 * @param hidden accounts that it has blocked or muted, or that have blocked it; the value is the
 *     end of that in milliseconds since 1970
 * @param withoutBoosts followed accounts whose boosts are not wanted
 * @param languages wanted languages by followed account
 * @param isComplete false when there are more rules than can be kept: then each page requests the
 *     rules that it needs
 */
record FilterRules(
        Map<Long, Long> hidden,
        Set<Long> withoutBoosts,
        Map<Long, Set<String>> languages,
        boolean isComplete) {

    static final long FOR_EVER = Long.MAX_VALUE;

    static final FilterRules NONE = new FilterRules(Map.of(), Set.of(), Map.of(), true);

    FilterRules {
        hidden = Map.copyOf(hidden);
        withoutBoosts = Set.copyOf(withoutBoosts);
        languages = Map.copyOf(languages);
    }

    /** Converts the rules of user-service. */
    static FilterRules of(HomeRules said) {
        Map<Long, Set<String>> languages = new HashMap<>();
        said.languages()
                .forEach((account, wanted) ->
                        languages.put(
                                account,
                                wanted.stream().map(LanguageTags::orAsIs).collect(toSet())));
        return new FilterRules(said.hidden(), said.withoutBoosts(), languages, !said.isTruncated());
    }

    int size() {
        return hidden.size() + withoutBoosts.size() + languages.size();
    }

    boolean hides(long account, long now) {
        Long until = hidden.get(account);
        return until != null && until > now;
    }

    /** The accounts that are hidden without an end. */
    Set<Long> hiddenForEver() {
        Set<Long> all = new HashSet<>();
        hidden.forEach((account, until) -> {
            if (until == FOR_EVER) {
                all.add(account);
            }
        });
        return all;
    }

    boolean wants(long account, @Nullable String language) {
        Set<String> wanted = languages.get(account);
        return wanted == null
                || wanted.isEmpty()
                || language == null
                || LanguageTags.isAmong(wanted, language);
    }

    /** The earliest end of a rule, in milliseconds since 1970. */
    long firstEnd() {
        return hidden.values().stream().mapToLong(Long::longValue).min().orElse(FOR_EVER);
    }

    /** The accounts whose boosts are not shown. */
    Set<Long> bringNoBoosts() {
        if (hidden.isEmpty()) {
            return withoutBoosts;
        }
        Set<Long> all = new HashSet<>(withoutBoosts);
        all.addAll(hidden.keySet());
        return all;
    }

    /**
     * These rules, or, when there are more than {@code most}, an empty incomplete set: then each
     * page requests the rules that it needs.
     */
    FilterRules bounded(int most) {
        return size() <= most ? this : new FilterRules(Map.of(), Set.of(), Map.of(), false);
    }

    /** Text form, without the character '|'. */
    String text() {
        if (this.equals(NONE)) {
            return "";
        }
        StringBuilder text = new StringBuilder(isComplete ? "all" : "ask");
        hidden.forEach((account, until) -> {
            text.append(",h").append(account);
            if (until != FOR_EVER) {
                text.append('=').append(until);
            }
        });
        withoutBoosts.forEach(account -> text.append(",b").append(account));
        languages.forEach((account, wanted) ->
                text.append(",l").append(account).append('=').append(String.join("+", wanted)));
        return text.toString();
    }

    static FilterRules parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        Map<Long, Long> hidden = new HashMap<>();
        Set<Long> withoutBoosts = new HashSet<>();
        Map<Long, Set<String>> languages = new HashMap<>();
        List<String> words = List.of(text.split(",", -1));
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            long account = Long.parseLong(word.substring(1, equals < 0 ? word.length() : equals));
            String value = equals < 0 ? "" : word.substring(equals + 1);
            switch (word.charAt(0)) {
                case 'h' -> hidden.put(account, value.isEmpty() ? FOR_EVER : Long.valueOf(value));
                case 'b' -> withoutBoosts.add(account);
                default ->
                        languages.put(
                                account,
                                value.isEmpty() ? Set.of() : Set.of(value.split("\\+", -1)));
            }
        }
        return new FilterRules(hidden, withoutBoosts, languages, words.getFirst().equals("all"));
    }
}
