package io.rookery.acceptance.compose;

import java.util.ArrayList;
import java.util.List;

/** Deletes or changes the data volumes of containers. */
final class Volumes {

    private static final String OWN =
            "{{range .Mounts}}{{if and .RW (eq .Type \"volume\")}}{{println .Name}}{{end}}{{end}}";

    private final Docker docker;

    Volumes(Docker docker) {
        this.docker = docker;
    }

    /** Removes the container and its data volumes. Volumes that it mounts read-only stay. */
    void lose(String container) {
        List<String> names =
                docker.run("inspect", "--format", OWN, container)
                        .lines()
                        .filter(name -> !name.isBlank())
                        .toList();
        docker.run("rm", "--force", container);
        List<String> removal = new ArrayList<>(List.of("volume", "rm"));
        removal.addAll(names);
        docker.run(removal.toArray(String[]::new));
    }

    /** Changes the data of a stopped container with a bash command. */
    void change(String container, String command) {
        String image = docker.run("inspect", "--format", "{{.Image}}", container).strip();
        docker.run(
                "run",
                "--rm",
                "--volumes-from",
                container,
                "--entrypoint",
                "bash",
                image,
                "-c",
                command);
    }
}
