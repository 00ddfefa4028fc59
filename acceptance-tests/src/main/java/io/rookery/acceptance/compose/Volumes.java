package io.rookery.acceptance.compose;

import java.util.ArrayList;
import java.util.List;

/** The volumes in which a container keeps its data, and what becomes of them. */
final class Volumes {

    private static final String OWN =
            "{{range .Mounts}}{{if and .RW (eq .Type \"volume\")}}{{println .Name}}{{end}}{{end}}";

    private final Docker docker;

    Volumes(Docker docker) {
        this.docker = docker;
    }

    /** Removes the container and its data; the volumes that it only reads stay. */
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

    /** Does something to the data of a container that does not run, with a command of bash. */
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
