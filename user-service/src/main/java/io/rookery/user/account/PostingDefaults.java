package io.rookery.user.account;

import org.jspecify.annotations.Nullable;

/**
 * What a client proposes for a new status.
 *
 * @param visibility {@code public}, {@code unlisted} or {@code private}
 * @param sensitive whether media are hidden behind a warning
 * @param language ISO 639-1; null for the client's own
 */
public record PostingDefaults(String visibility, boolean sensitive, @Nullable String language) {}
