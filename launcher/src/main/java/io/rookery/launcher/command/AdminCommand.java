package io.rookery.launcher.command;

import io.rookery.launcher.secret.Secrets;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the operator may ask the control plane for. */
@Command(
        name = "admin",
        description = {
            "Show the state of the control plane as JSON, or print a token with which the operator"
                    + " may call a service for a minute.",
            "%n  admin placement      how the slots are placed, and the latest placement step",
            "  admin shard-map      which shard owns which slots",
            "  admin schema         which service has migrated which shard",
            "  admin figures        availability, incidents and times to repair",
            "  admin token SERVICE  a token for user-service, feed-service, storage-service or"
                    + " gateway%n"
        })
final class AdminCommand extends PlatformCommand {

    private static final List<String> VIEWS =
            List.of("placement", "shard-map", "schema", "figures");
    private static final List<String> SERVICES =
            List.of("user-service", "feed-service", StorageService.NAME, "gateway");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "WHAT", description = "One of the words above.")
    private String what = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "For token.")
    private String service = "";

    AdminCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (what.equals("token")) {
            if (!SERVICES.contains(service)) {
                throw wrong("The service of a token must be one of " + String.join(", ", SERVICES));
            }
            output().println(Secrets.operatorToken(directory().resolve("secrets"), service));
            return DONE;
        }
        if (!VIEWS.contains(what)) {
            throw wrong("There is no view \"" + what + "\"");
        }
        if (!service.isEmpty()) {
            throw wrong("The view " + what + " takes no second argument");
        }
        output().println(new StorageService(directory()).get("/v1/" + what).toPrettyString());
        return DONE;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
