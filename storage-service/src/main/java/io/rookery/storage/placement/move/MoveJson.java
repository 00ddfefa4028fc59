package io.rookery.storage.placement.move;

import io.rookery.shard.slot.SlotSet;
import io.rookery.storage.placement.move.Move.Timelines;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes moves as JSON. */
final class MoveJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private record Stored(
            String id,
            String source,
            String target,
            String slots,
            MovePhase phase,
            int attempt,
            long term,
            @Nullable Timelines timelines,
            boolean undo,
            @Nullable String observeUntil) {}

    private MoveJson() {}

    static String write(Move move) {
        Instant end = move.observeUntil();
        return JSON.writeValueAsString(
                new Stored(
                        move.id(),
                        move.source(),
                        move.target(),
                        move.slots().toString(),
                        move.phase(),
                        move.attempt(),
                        move.term(),
                        move.timelines(),
                        move.undo(),
                        end == null ? null : end.toString()));
    }

    static String write(MoveControl control) {
        return JSON.writeValueAsString(control);
    }

    /**
     * @throws IllegalArgumentException when the text is not what {@link #write(MoveControl)} writes
     */
    static MoveControl readControl(String json) {
        try {
            return JSON.readValue(json, MoveControl.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("This does not control moves", e);
        }
    }

    /**
     * @throws IllegalArgumentException when the text is not a move
     */
    static Move read(String json) {
        try {
            Stored stored = JSON.readValue(json, Stored.class);
            String end = stored.observeUntil();
            return new Move(
                    stored.id(),
                    stored.source(),
                    stored.target(),
                    SlotSet.parse(stored.slots()),
                    stored.phase(),
                    stored.attempt(),
                    stored.term(),
                    stored.timelines(),
                    stored.undo(),
                    end == null ? null : Instant.parse(end));
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException("This is not a move", e);
        }
    }
}
