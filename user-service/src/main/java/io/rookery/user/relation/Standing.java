package io.rookery.user.relation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a viewer stands to another account.
 *
 * @param out the viewer's follow of the other
 * @param in the other's follow of the viewer
 * @param mute null without one that is in force
 */
public record Standing(
        long otherId,
        Follow out,
        Follow in,
        boolean blocking,
        boolean blockedBy,
        @Nullable Mute mute) {

    /** A block ends the follows between the two at once, whatever their ends know yet. */
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
     * @param until null for ever
     */
    public record Mute(boolean notifications, @Nullable Instant until) {}

    /** Whether lists of others' making leave the other out for this viewer. */
    public boolean isHidden() {
        return blocking || blockedBy || mute != null;
    }
}
