package io.rookery.kit.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationFailureTest {

    @ParameterizedTest
    @CsvSource({
        "CONNECTIONLOSS, UNREACHABLE",
        "SESSIONEXPIRED, UNREACHABLE",
        "OPERATIONTIMEOUT, UNREACHABLE",
        "NOAUTH, REFUSED",
        "AUTHFAILED, REFUSED",
        "SESSIONCLOSEDREQUIRESASLAUTH, REFUSED",
        "NODEEXISTS, UNFORESEEN"
    })
    void isToldByWhatZooKeeperSays(Code code, RegistrationFailure trouble) {
        assertThat(RegistrationFailure.of(KeeperException.create(code))).isEqualTo(trouble);
    }

    @Test
    void isUnforeseenIfItIsNotZooKeeperThatSaysSo() {
        assertThat(RegistrationFailure.of(new IllegalStateException()))
                .isEqualTo(RegistrationFailure.UNFORESEEN);
    }
}
