package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All rules, by overlay. */
final class Rules {

    private Rules() {}

    /** What is wrong with the objects of an overlay. One machine has no zones. */
    static List<String> problems(Path root, Manifests manifests) {
        Stream<Rule> everywhere =
                Stream.of(
                        new ModelRule(),
                        new SelectorRule(),
                        new ProbeRule(root),
                        new SettingRule(root),
                        new ConfigurationRule(),
                        new LoginRule(),
                        new TrafficRule(),
                        new MonitoringRule(root),
                        new AddressRule(),
                        new ConfinementRule(),
                        new RolloutRule(root),
                        new ImageRule(root));
        Stream<Rule> zones =
                manifests.overlay().equals("local") ? Stream.empty() : Stream.of(new ZoneRule());
        return Stream.concat(everywhere, zones)
                .flatMap(rule -> rule.problems(manifests).stream())
                .toList();
    }
}
