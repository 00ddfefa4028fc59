package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All rules, and which overlays they apply to. */
final class Rules {

    private Rules() {}

    /**
     * Returns the problems of an overlay. Zones are not checked in an overlay for a single machine.
     */
    static List<String> problems(Path root, Manifests manifests) {
        Stream<Rule> everywhere =
                Stream.of(
                        new ModelRule(),
                        new SelectorRule(),
                        new ProbeRule(root),
                        new SettingRule(root),
                        new ConfigurationRule(),
                        new ZooKeeperAuthenticationRule(),
                        new NetworkPolicyRule(),
                        new MonitoringRule(root),
                        new AddressRule(),
                        new PodSecurityRule(),
                        new RolloutRule(root),
                        new ImageRule(root));
        Stream<Rule> zones =
                manifests.overlay().equals("local") ? Stream.empty() : Stream.of(new ZoneRule());
        return Stream.concat(everywhere, zones)
                .flatMap(rule -> rule.problems(manifests).stream())
                .toList();
    }
}
