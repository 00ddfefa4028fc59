package io.rookery.acceptance.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.observation.RequestCounts.Count;
import org.junit.jupiter.api.Test;

class RequestCountsTest {

    private static final String SERVICE =
            """
            # TYPE http_server_requests_seconds summary
            http_server_requests_seconds_count{method="GET",status="503",uri="/actuator/health/**"} 153
            http_server_requests_seconds_count{method="GET",status="200",uri="/api/v1/timelines/home"} 152
            http_server_requests_seconds_sum{method="GET",status="200",uri="/api/v1/timelines/home"} 3.5
            http_server_requests_seconds_count{method="POST",status="200",uri="/oauth/token"} 7
            http_server_requests_seconds_count{method="POST",status="204",uri="/internal/notifications"} 42
            rookery_failover_retries_total 3.0
            """;

    private static final String GATEWAY =
            """
            http_server_requests_seconds_count{method="GET",status="200",uri="UNKNOWN"} 559
            http_server_requests_seconds_count{method="POST",status="200",uri="UNKNOWN"} 232
            rookery_failover_retries_total 5.0
            """;

    @Test
    void ofAServiceTheRequestsOfClientsAreCounted() {
        assertThat(Count.parse(SERVICE)).isEqualTo(new Count(159, 3));
    }

    @Test
    void whatAGatewayHasPassedOnIsNotCountedTwice() {
        assertThat(Count.parse(GATEWAY)).isEqualTo(new Count(0, 5));
    }

    @Test
    void whatWasCountedSinceIsTheDifference() {
        assertThat(new Count(159, 3).since(new Count(100, 1))).isEqualTo(new Count(59, 2));
    }

    @Test
    void anInstanceThatWasStartedAnewCountsFromZero() {
        assertThat(new Count(20, 0).since(new Count(159, 3))).isEqualTo(new Count(20, 0));
    }
}
