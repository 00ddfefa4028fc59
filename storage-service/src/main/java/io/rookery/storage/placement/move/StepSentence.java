package io.rookery.storage.placement.move;

import java.util.Locale;

/** Says in one sentence what a move does or waits for. */
final class StepSentence {

    private StepSentence() {}

    static String of(Move move, MoveStep step) {
        return switch (step) {
            case MoveStep.RaiseTerm() -> "A leader takes the move over.";
            case MoveStep.Advance(Move next, String reason) ->
                    "The next phase is %s: %s."
                            .formatted(next.phase().name().toLowerCase(Locale.ROOT), reason);
            case MoveStep.Publish(_, String owner) ->
                    "%s owns the slots, which is published.".formatted(owner);
            case MoveStep.RemoveLeftovers() -> "Remains of an earlier attempt are removed.";
            case MoveStep.Reserve(Direction direction) ->
                    replication(move, direction, "is being prepared");
            case MoveStep.Subscribe(Direction direction) ->
                    replication(move, direction, "is being started");
            case MoveStep.Unsubscribe(Direction direction) ->
                    replication(move, direction, "is being removed");
            case MoveStep.Compare() -> "All rows of both shards are compared.";
            case MoveStep.GiveUp(Direction direction) ->
                    "%s gives up the slots, while writers wait.".formatted(direction.from(move));
            case MoveStep.Take(Direction direction, _) ->
                    "%s takes the slots.".formatted(direction.to(move));
            case MoveStep.Return(Direction direction) ->
                    "%s takes the slots back.".formatted(direction.from(move));
            case MoveStep.DeleteRows(String shard) ->
                    "Rows are deleted on %s, which does not own their slots.".formatted(shard);
            case MoveStep.Finish() -> "The move is over.";
            case MoveStep.Wait(String reason) -> "Waiting: %s.".formatted(reason);
            case MoveStep.Refuse(String reason) ->
                    "An operator must intervene: %s.".formatted(reason);
        };
    }

    private static String replication(Move move, Direction direction, String what) {
        return "Replication from %s to %s %s."
                .formatted(direction.from(move), direction.to(move), what);
    }
}
