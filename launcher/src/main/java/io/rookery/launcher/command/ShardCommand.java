package io.rookery.launcher.command;

import io.rookery.launcher.control.ControlClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the shards, adds and removes them, and moves slots between them while people post. */
@Command(
        name = "shard",
        description = {
            "Show the shards, add and remove them, and move slots between them, online.",
            "%n  shard status         shards and moves",
            "  shard add            start another shard, and move its share of the slots to it",
            "  shard drain NAME     move all slots of a shard to the others, and take it away",
            "  shard keep NAME      let a shard that is being drained own slots again",
            "  shard weight NAME W  change a shard's share of the slots",
            "  shard move --slots 0-99,120 --to NAME",
            "                       move these slots",
            "  shard pause          no move begins, and none goes on before its switch",
            "  shard resume         end a pause",
            "  shard undo ID        return a move's slots to the shard they came from%n"
        })
final class ShardCommand extends PlatformCommand {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "WHAT", description = "One of the words above.")
    private String what = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name of a shard, or id of a move.")
    private String name = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "W", description = "A new weight.")
    private String weight = "";

    @Option(names = "--slots", paramLabel = "SLOTS", description = "For move, such as 0-99,120.")
    private String slots = "";

    @Option(names = "--to", paramLabel = "NAME", description = "For move: the shard to move to.")
    private String target = "";

    @Option(names = "--json", description = "For status: print JSON, as GET /v1/shards returns it.")
    private boolean json;

    @Option(
            names = "--no-wait",
            description = "Do not wait until the slots have moved, and show no progress.")
    private boolean noWait;

    ShardCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        switch (what) {
            case "status" -> status();
            case "add" -> add();
            case "drain" -> drain();
            case "keep" -> post("/v1/shards/" + encoded(name) + "/keep");
            case "weight" -> {
                post("/v1/shards/" + encoded(name) + "/weight?weight=" + encoded(weight));
                await();
            }
            case "move" -> move();
            case "pause" -> post("/v1/moves/pause");
            case "resume" -> post("/v1/moves/resume");
            case "undo" -> post("/v1/moves/" + encoded(name) + "/undo");
            default -> throw wrong("There is no command \"shard " + what + "\"");
        }
        return DONE;
    }

    /** Refuses what the command would ignore, and asks for what it lacks. */
    private void check() {
        boolean takesName =
                switch (what) {
                    case "drain", "keep", "weight", "undo" -> true;
                    default -> false;
                };
        require(takesName, !name.isEmpty(), what.equals("undo") ? "an ID" : "a NAME");
        require(what.equals("weight"), !weight.isEmpty(), "a weight W");
        require(what.equals("move"), !slots.isEmpty(), "--slots");
        require(what.equals("move"), !target.isEmpty(), "--to");
        if (json && !what.equals("status")) {
            throw wrong("shard " + what + " takes no --json");
        }
        boolean waits =
                switch (what) {
                    case "add", "drain", "weight", "move" -> true;
                    default -> false;
                };
        if (noWait && !waits) {
            throw wrong("shard " + what + " takes no --no-wait");
        }
    }

    private void require(boolean isTaken, boolean isGiven, String argument) {
        if (isTaken != isGiven) {
            throw wrong("shard " + what + (isTaken ? " needs " : " does not take ") + argument);
        }
    }

    private void status() throws IOException, InterruptedException {
        var status = storage().get("/v1/shards");
        if (json) {
            output().println(status);
        } else {
            output().print(ShardTable.of(status));
        }
    }

    private void add() throws IOException, InterruptedException {
        output().println("Starting another shard");
        try (var control = ControlClient.connect(directory())) {
            var added = control.addShard();
            output().println(added + " is running; its share of the slots moves to it");
            if (!noWait) {
                new ShardWait(storage(), terminal())
                        .until(status ->
                                ShardTable.has(status, added) && ShardTable.isEven(status));
                status();
            }
        }
    }

    private void drain() throws IOException, InterruptedException {
        var storage = storage();
        if (ShardTable.has(storage.get("/v1/shards"), name)) {
            storage.post("/v1/shards/" + encoded(name) + "/drain");
            if (noWait) {
                return;
            }
            var wait = new ShardWait(storage, terminal());
            output().println("Its moves end once they can no longer be undone");
            var status =
                    wait.until(now -> ShardTable.isEven(now) && !ShardTable.isMoving(now, name));
            if (status.path("paused").asBoolean()) {
                return;
            }
        }
        try (var control = ControlClient.connect(directory())) {
            control.removeShard(name, "withdraw");
            new ShardWait(storage, terminal()).until(status -> !ShardTable.has(status, name));
            control.removeShard(name, "stop");
        }
        output().printf("%s is stopped; its data stay in %s.%n", name, directory());
    }

    private void move() throws IOException, InterruptedException {
        post("/v1/moves?slots=" + encoded(slots) + "&to=" + encoded(target));
        await();
    }

    private void await() throws IOException, InterruptedException {
        if (!noWait) {
            new ShardWait(storage(), terminal()).until(ShardTable::isEven);
            status();
        }
    }

    private void post(String path) throws IOException, InterruptedException {
        storage().post(path);
    }

    private StorageService storage() {
        return new StorageService(directory());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
