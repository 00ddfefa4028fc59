package io.rookery.feed.account;

import io.rookery.internal.RelationsApi.HiddenAnswer;
import io.rookery.internal.RelationsApi.RulesAnswer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an account does not want to see in its home timeline, according to user-service.
 *
 * @param hidden accounts that it has blocked or muted, or that have blocked it, and until when in
 *     milliseconds since 1970; {@link Long#MAX_VALUE} means forever
 * @param withoutBoosts followed accounts whose boosts are not wanted
 * @param languages the languages that are wanted from a followed account, by its id
 * @param isTruncated whether there are more rules than listed here
 */
public record HomeRules(
        Map<Long, Long> hidden,
        Set<Long> withoutBoosts,
        Map<Long, Set<String>> languages,
        boolean isTruncated) {

    static HomeRules of(List<RulesAnswer> answers) {
        Map<Long, Long> hidden = new HashMap<>();
        Set<Long> withoutBoosts = new HashSet<>();
        Map<Long, Set<String>> languages = new HashMap<>();
        boolean isTruncated = false;
        for (RulesAnswer answer : answers) {
            for (HiddenAnswer one : answer.hidden()) {
                hidden.put(
                        Long.valueOf(one.id()), one.until() == null ? Long.MAX_VALUE : one.until());
            }
            answer.noReblogs().forEach(id -> withoutBoosts.add(Long.valueOf(id)));
            answer.languages()
                    .forEach((id, wanted) -> languages.put(Long.valueOf(id), Set.copyOf(wanted)));
            isTruncated |= Boolean.TRUE.equals(answer.truncated());
        }
        return new HomeRules(hidden, withoutBoosts, languages, isTruncated);
    }
}
