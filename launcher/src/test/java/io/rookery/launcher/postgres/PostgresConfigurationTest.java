package io.rookery.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresConfigurationTest {
    private static final Pattern CONNECTION = Pattern.compile("primary_conninfo = '(.*)'");
    private static final Pattern PASSWORD = Pattern.compile("password='((?:\\\\.|[^'\\\\])*)' ");

    @TempDir private Path data;

    @Test
    void namesTheNodeAndItsPort() throws IOException {
        PostgresConfiguration.write(data, "shard-7-b", 4711, true);

        assertThat(settings())
                .contains("cluster_name = 'shard-7-b'", "port = 4711")
                .contains("listen_addresses = '127.0.0.1'", "unix_socket_directories = ''")
                .contains("log_line_prefix = '%m [%p] %q%u@%d '");
    }

    @Test
    void survivesACrashOfTheOperatingSystemUnlessThatIsNotWanted() throws IOException {
        PostgresConfiguration.write(data, "shard-0-a", 4711, true);
        assertThat(settings()).contains("fsync = on").doesNotContain("fsync = off");

        PostgresConfiguration.write(data, "shard-0-a", 4711, false);
        assertThat(settings()).contains("fsync = off").doesNotContain("fsync = on");
    }

    @Test
    void letsInNobodyWithoutAPassword() throws IOException {
        PostgresConfiguration.write(data, "shard-0-a", 4711, true);

        assertThat(Files.readAllLines(data.resolve("pg_hba.conf")))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" 127.0.0.1/32 scram-sha-256"));
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        PostgresConfiguration.write(data, "shard-0-a", 4711, true);
        PostgresConfiguration.makeStandby(data, "node_a", 4712, "secret");

        try (var files = Files.list(data)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void makesAPrimaryWhoseCommitsWaitForWhomItIsTold() throws IOException {
        PostgresConfiguration.makePrimary(data, PostgresConfiguration.NO_STANDBY_YET);

        assertThat(ownSettings())
                .isEqualTo("synchronous_standby_names = 'no_standby_verified_yet'\n");
        assertThat(PostgresConfiguration.isStandby(data)).isFalse();

        PostgresConfiguration.makePrimary(data, "");

        assertThat(ownSettings()).isEqualTo("synchronous_standby_names = ''\n");
    }

    @Test
    void makesAStandbyThatFollowsThePrimaryAndHasNoStandbysOfItsOwn() throws IOException {
        PostgresConfiguration.makePrimary(data, "ANY 1 (node_b)");

        PostgresConfiguration.makeStandby(data, "node_b", 4711, "secret");

        assertThat(PostgresConfiguration.isStandby(data)).isTrue();
        assertThat(ownSettings())
                .contains("host=127.0.0.1 port=4711 user=rookery_admin ")
                .contains(" application_name=node_b ")
                .contains("\nprimary_slot_name = 'node_b'\n")
                .doesNotContain("synchronous_standby_names");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret", "it's", "'", "''", "back\\slash", "\\", "\\'", "a=b c", "ends\\"})
    void tellsTheStandbyAnyPassword(String password) throws IOException {
        PostgresConfiguration.makeStandby(data, "node_b", 4711, password);

        var inFile = CONNECTION.matcher(ownSettings());
        assertThat(inFile.find()).isTrue();
        var inConnection = PASSWORD.matcher(readFromFile(inFile.group(1)));
        assertThat(inConnection.find()).isTrue();
        assertThat(inConnection.group(1).replaceAll("\\\\(.)", "$1")).isEqualTo(password);
    }

    /** Reads what is between the quotes of a value in a configuration file, as Postgres does. */
    private static String readFromFile(String quoted) {
        return quoted.replace("''", "'").replace("\\\\", "\\");
    }

    private List<String> settings() throws IOException {
        return Files.readAllLines(data.resolve("postgresql.conf"));
    }

    private String ownSettings() throws IOException {
        return Files.readString(data.resolve("postgresql.auto.conf"));
    }
}
