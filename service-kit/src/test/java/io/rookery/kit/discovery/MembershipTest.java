package io.rookery.kit.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.kit.discovery.InstanceProbe.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

class MembershipTest {

    private static final ServiceInstance ONE = instance(1);
    private static final ServiceInstance TWO = instance(2);

    private final Membership membership = new Membership();

    @Test
    void holdsWhoIsNoLongerRegisteredUntilAProbeSaysItIsGone() {
        membership.registered(List.of(ONE, TWO));
        membership.registered(List.of(TWO));
        assertThat(membership.members()).containsExactlyInAnyOrder(ONE, TWO);
        membership.probed(ONE, Result.ALIVE);
        assertThat(membership.members()).containsExactlyInAnyOrder(ONE, TWO);
        membership.probed(ONE, Result.GONE);
        assertThat(membership.members()).containsExactly(TWO);
        assertThat(membership.held()).isEmpty();
    }

    @Test
    void forgetsTheSilentOnlyAfterSeveralProbes() {
        membership.registered(List.of(ONE));
        membership.registered(List.of());
        membership.probed(ONE, Result.SILENT);
        membership.probed(ONE, Result.SILENT);
        assertThat(membership.members()).containsExactly(ONE);
        membership.probed(ONE, Result.SILENT);
        assertThat(membership.members()).isEmpty();
    }

    @Test
    void holdsNobodyWhoHasComeBack() {
        membership.registered(List.of(ONE));
        membership.registered(List.of());
        membership.registered(List.of(ONE));
        assertThat(membership.held()).isEmpty();
        assertThat(membership.members()).containsExactly(ONE);
    }

    private static ServiceInstance instance(int port) {
        return new DefaultServiceInstance(
                "127.0.0.1:" + port, "test", "127.0.0.1", port, false, Map.of());
    }
}
