package io.rookery.user.relation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A viewer's relation to another account.
 *
 * @param out the viewer's follow of the other
 * @param in the other's follow of the viewer
 * @param mute null if none is in force
 */
public record Standing(
        long otherId,
        Follow out,
        Follow in,
        boolean blocking,
        boolean blockedBy,
        @Nullable Mute mute) {

    /**
     * A block ends the follows between the two immediately, even while their ends do not know it
     * yet.
     */
    public Standing {
        if (blocking || blockedBy) {
            out = out.ended();
            in = in.ended();
        }
    }

    /**
     * A mute that is in force.
     *
     * @param notifications whether notifications are muted, too
     * @param until null means forever
     */
    public record Mute(boolean notifications, @Nullable Instant until) {}

    /** Whether lists made by others leave out the other account for this viewer. */
    public boolean isHidden() {
        return blocking || blockedBy || mute != null;
    }
}
