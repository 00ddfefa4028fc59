package io.rookery.kit.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTroubleTest {

    @ParameterizedTest
    @CsvSource({
        "CONNECTIONLOSS, AWAY",
        "SESSIONEXPIRED, AWAY",
        "OPERATIONTIMEOUT, AWAY",
        "NOAUTH, REFUSED",
        "AUTHFAILED, REFUSED",
        "SESSIONCLOSEDREQUIRESASLAUTH, REFUSED",
        "NODEEXISTS, UNFORESEEN"
    })
    void isToldByWhatZooKeeperSays(Code code, RegistrationTrouble trouble) {
        assertThat(RegistrationTrouble.of(KeeperException.create(code))).isEqualTo(trouble);
    }

    @Test
    void isUnforeseenIfItIsNotZooKeeperThatSaysSo() {
        assertThat(RegistrationTrouble.of(new IllegalStateException()))
                .isEqualTo(RegistrationTrouble.UNFORESEEN);
    }
}
