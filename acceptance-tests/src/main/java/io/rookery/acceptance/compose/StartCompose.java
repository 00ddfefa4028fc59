package io.rookery.acceptance.compose;

import io.rookery.launcher.cluster.ClusterSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Starts the platform of {@code docker-compose.yml} unless it runs, leaves it running, and prints
 * its address.
 */
public final class StartCompose {

    private StartCompose() {}

    public static void main(String... arguments) {
        Path home = ClusterSettings.repository();
        Optional<String> obstacle = Docker.obstacle(home);
        if (obstacle.isPresent()) {
            System.err.println("rookery: the compose tier was not run: " + obstacle.get() + ".");
            System.exit(1);
        }
        System.err.println("Starting the platform of docker-compose.yml.");
        System.out.println(start(new Docker(home)));
    }

    /**
     * Builds the images anew unless nothing changed, so that no older ones are tested, and returns
     * the address at which clients reach the platform once all of it is ready.
     */
    static URI start(Docker docker) {
        docker.run("compose", "up", "--build", "--detach", "--wait");
        return URI.create("http://" + docker.run("compose", "port", "edge", "3000").strip());
    }
}
