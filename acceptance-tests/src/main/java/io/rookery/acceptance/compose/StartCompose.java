package io.rookery.acceptance.compose;

import io.rookery.launcher.cluster.ClusterSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Command that starts the platform of {@code docker-compose.yml} if necessary, leaves it running,
 * and prints its address.
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
     * Starts the platform and waits until all of it is ready. Builds the images first if something
     * has changed, so that no outdated images are tested.
     *
     * @return the address at which clients reach the platform
     */
    static URI start(Docker docker) {
        docker.run("compose", "up", "--build", "--detach", "--wait");
        return URI.create("http://" + docker.run("compose", "port", "edge", "3000").strip());
    }
}
