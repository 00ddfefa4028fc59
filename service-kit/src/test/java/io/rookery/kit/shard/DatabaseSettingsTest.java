package io.rookery.kit.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rookery.shard.transaction.ShardTls;
import io.rookery.shard.transaction.TlsMode;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DatabaseSettingsTest {

    @Test
    void encryptsNothingUnlessItIsAskedTo() {
        assertThat(bound(Map.of()).login().encryption()).isEqualTo(ShardTls.NONE);
    }

    @Test
    void verifiesServersWithTheRootCertificate(@TempDir Path folder) throws Exception {
        Path root = Files.createFile(folder.resolve("root.pem"));

        assertThat(
                        bound(Map.of("tls", "verify-full", "tls-root-certificate", root.toString()))
                                .login()
                                .encryption())
                .isEqualTo(new ShardTls(TlsMode.VERIFY_FULL, root));
    }

    @Test
    void knowsBothPasswordsWhileOneIsRenewed() {
        assertThat(bound(Map.of()).login().passwords()).containsExactly("x");
        assertThat(bound(Map.of("other-password", "y")).login().passwords())
                .containsExactly("x", "y");
    }

    @Test
    void refusesToVerifyWithoutARootCertificate() {
        assertThatThrownBy(() -> bound(Map.of("tls", "verify-ca")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage(
                        "The mode verify-ca needs a root certificate to verify servers with");
    }

    @Test
    void refusesAModeThatThereIsNot() {
        assertThatThrownBy(() -> bound(Map.of("tls", "prefer"))).isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write-deadline", "read-deadline"})
    void refusesADeadlineThatNoRequestCouldTake(String deadline) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();
            assertThat(validator.validate(bound(Map.of(deadline, "10s")))).isEmpty();
            assertThat(validator.validate(bound(Map.of(deadline, "10001ms")))).hasSize(1);
        }
    }

    private static DatabaseSettings bound(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        Map.of("username", "somebody", "password", "x", "schema", "users")
                .forEach((key, value) -> all.put("rookery.database." + key, value));
        settings.forEach((key, value) -> all.put("rookery.database." + key, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("rookery.database", DatabaseSettings.class)
                .get();
    }
}
