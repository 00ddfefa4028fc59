package io.rookery.user.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

    @Test
    void isWhoHasConnectedToAGatewayThatBelievesNobody() {
        assertThat(behind(1, "192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void isWhomTheProxyInFrontOfTheGatewayHasSeen() {
        assertThat(behind(1, "192.0.2.1, 10.0.0.7")).isEqualTo("192.0.2.1");
    }

    @Test
    void isNotWhatTheClientItselfHasWritten() {
        assertThat(behind(1, "198.51.100.9, 192.0.2.1, 10.0.0.7")).isEqualTo("192.0.2.1");
        assertThat(behind(1, "nonsense,, 192.0.2.1 ,10.0.0.7")).isEqualTo("192.0.2.1");
    }

    @Test
    void isWhomTheOutermostOfSeveralProxiesHasSeen() {
        assertThat(behind(2, "198.51.100.9, 192.0.2.1, 10.0.0.8, 10.0.0.7")).isEqualTo("192.0.2.1");
    }

    @Test
    void isWhoHasConnectedWhereNoGatewayIs() {
        assertThat(behind(1, null)).isEqualTo("127.0.0.1");
        assertThat(behind(1, " ")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1:4711, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002::/64",
        "2001:db8:1:2::9, 20010db800010002::/64",
        "[2001:DB8:1:2::9]:443, 20010db800010002::/64",
        "fe80::1%eth0, fe80000000000000::/64",
        "[::1], 0000000000000000::/64"
    })
    void isReadHoweverProxiesWriteIt(String written, String address) {
        assertThat(ClientAddress.parse(written).text()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "_hidden", "localhost", "rookery.example", "1.2.3.4.5"})
    void isOnePlaceForAllThatIsNoAddress(String written) {
        assertThat(ClientAddress.parse(written)).isEqualTo(ClientAddress.UNKNOWN);
    }

    private static String behind(int proxies, @Nullable String forwardedFor) {
        return new ClientAddresses(new ClientSettings(proxies))
                .of(forwardedFor, "127.0.0.1")
                .text();
    }
}
