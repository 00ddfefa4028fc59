package io.rookery.kit.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.kit.discovery.InstanceProbe.Result;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.Test;

class InstanceProbeTest {

    @Test
    void takesARefusalForAnInstanceThatHasGone() {
        assertThat(InstanceProbe.resultOf(new ConnectException("Connection refused")))
                .isEqualTo(Result.GONE);
    }

    @Test
    void takesAHostWithoutAWayToItForASilentOne() {
        var failure = new ConnectException("No route to host");
        failure.initCause(
                new ConnectException("No route to host")
                        .initCause(new NoRouteToHostException("No route to host")));

        assertThat(InstanceProbe.resultOf(failure)).isEqualTo(Result.SILENT);
    }
}
