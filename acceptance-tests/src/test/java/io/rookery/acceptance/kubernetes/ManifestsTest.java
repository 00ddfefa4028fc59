package io.rookery.acceptance.kubernetes;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.launcher.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Matches names of generated objects. Expected problems are compared without the hash. */
    private static final Pattern GENERATED =
            Pattern.compile("((?:ConfigMap|Secret) [a-z-]+)-[a-z0-9]{10}");

    @TempDir static Path secrets;

    @BeforeAll
    static void makesSecrets() throws IOException {
        Secrets.open(secrets);
    }

    static List<Path> overlays() {
        return Kustomization.overlays(ROOT);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void nothingIsWrongWithAnOverlay(Path overlay) {
        var manifests = Kustomization.build(overlay, ROOT, secrets);

        assertThat(Rules.problems(ROOT, manifests)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.rookery.acceptance.kubernetes.Mutation#all")
    void everyRuleTellsWhatBreaksIt(Mutation mutation) {
        var broken = mutation.applyTo(build("observed"));

        assertThat(Rules.problems(ROOT, broken))
                .map(problem -> GENERATED.matcher(problem).replaceAll("$1"))
                .anySatisfy(problem -> assertThat(problem).startsWith(mutation.expected()));
    }

    @Test
    void aFurtherShardIsOneComponent(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("kustomization.yaml"),
                """
                namespace: rookery
                resources: [%s]
                components: [%s]
                labels:
                  - pairs: {app.kubernetes.io/part-of: rookery, app.kubernetes.io/instance: rookery}
                    includeTemplates: true
                images:
                  - {name: rookery/postgres, newTag: "0.1.0"}
                """
                        .formatted(
                                ROOT.resolve("k8s/overlays/production"),
                                ROOT.resolve("k8s/components/shard-2")));

        var grown = Kustomization.build(directory, ROOT, secrets);

        assertThat(Rules.problems(ROOT, grown)).isEmpty();
        assertThat(grown.find("StatefulSet", "shard-2")).isPresent();
        assertThat(grown.generated("ConfigMap", "shards").orElseThrow().json().path("data"))
                .anySatisfy(value -> assertThat(value.asString()).isEqualTo("shard-0"))
                .anySatisfy(value -> assertThat(value.asString()).isEqualTo("shard-2"));
    }

    @Test
    void aChangedSecretIsAnotherObjectThatItsReadersNameAndOthersDoNot(@TempDir Path others)
            throws IOException {
        var before = build("production");
        Secrets.open(others);
        try (Stream<Path> files = Files.list(secrets.resolve("gateway"))) {
            for (Path file : files.toList()) {
                Path copy = others.resolve("gateway").resolve(file.getFileName());
                Files.copy(file, copy, REPLACE_EXISTING);
            }
        }
        var after = Kustomization.build(ROOT.resolve("k8s/overlays/production"), ROOT, others);

        assertThat(after.find("Deployment", "gateway").orElseThrow().json())
                .isEqualTo(before.find("Deployment", "gateway").orElseThrow().json());
        assertThat(after.find("Deployment", "user-service").orElseThrow().json())
                .isNotEqualTo(before.find("Deployment", "user-service").orElseThrow().json());
    }

    @Test
    void secretsGetToTheirReadersAsTheyWereMade() throws IOException {
        var object = build("local").generated("Secret", "redis").orElseThrow();

        assertThat(Base64.getDecoder().decode(object.at("/data/redis-password").asString()))
                .isEqualTo(Files.readAllBytes(secrets.resolve("redis/redis-password")));
    }

    @Test
    void whatKustomizeCouldDoBeyondOurPartOfItIsRefused(@TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("kustomization.yaml"), "namePrefix: new-\n");

        assertThatThrownBy(() -> Kustomization.build(directory, directory, secrets))
                .hasMessage("kustomization.yaml: The field namePrefix is not understood.");
    }

    @Test
    void aPatchThatChangesNothingIsRefused(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("kustomization.yaml"),
                """
                patches:
                  - patch: |
                      kind: Deployment
                      metadata: {name: nobody}
                """);

        assertThatThrownBy(() -> Kustomization.build(directory, directory, secrets))
                .hasMessageContaining("changes nothing");
    }

    private static Manifests build(String overlay) {
        return Kustomization.build(ROOT.resolve("k8s/overlays").resolve(overlay), ROOT, secrets);
    }
}
