package io.rookery.acceptance.kubernetes;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All settings of a service: those of docs/configuration.md, and the Spring settings that this
 * repository uses anywhere. In the names of environment variables, hyphens are omitted and dots
 * become underscores. An element of a list has its index after the name of the list.
 */
final class Settings {

    private static final Pattern SECTION = Pattern.compile("^## (\\S+)$");
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (\\S+) \\|.*");
    private static final Pattern SPRING =
            Pattern.compile("\"((?:spring|server|management)\\.[a-z0-9.-]+)\"");
    private static final Set<String> FIELDS_OF_A_SHARD =
            Set.of("NAME", "HOSTS", "DATABASE", "WEIGHT", "PATRONI");

    private final Map<String, String> types = new TreeMap<>();
    private final Set<String> properties = new HashSet<>();

    private Settings() {}

    /** Returns the settings that a service reads. */
    static Settings of(Path root, String service) {
        var settings = new Settings();
        String section = "";
        for (String line : Yaml.text(root.resolve("docs/configuration.md")).lines().toList()) {
            Matcher heading = SECTION.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (row.matches() && Set.of("service-kit", service).contains(section)) {
                settings.add(row.group(1), row.group(2));
            }
        }
        settings.add("rookery.secrets.directory", "String");
        ServiceConfiguration.of(root, service)
                .properties()
                .keySet()
                .forEach(property -> settings.add(property, "String"));
        String launcher = "launcher/src/main/java/io/rookery/launcher/";
        for (String file : Set.of("cluster/ServicePlan.java", "secret/Secrets.java")) {
            SPRING.matcher(Yaml.text(root.resolve(launcher + file)))
                    .results()
                    .forEach(found -> settings.add(found.group(1), "String"));
        }
        return settings;
    }

    private void add(String property, String type) {
        properties.add(property);
        types.put(variable(property), type);
    }

    boolean hasProperty(String property) {
        return properties.contains(property);
    }

    boolean hasVariable(String variable) {
        if (types.containsKey(variable)) {
            return true;
        }
        return types.entrySet().stream()
                .filter(setting -> setting.getValue().startsWith("List"))
                .anyMatch(setting -> isElement(variable, setting.getKey()));
    }

    private static boolean isElement(String variable, String list) {
        if (!variable.startsWith(list + "_")) {
            return false;
        }
        String[] rest = variable.substring(list.length() + 1).split("_", -1);
        return rest[0].matches("\\d+")
                && (rest.length == 1
                        || (list.endsWith("SHARDS") && FIELDS_OF_A_SHARD.contains(rest[1])));
    }

    private static String variable(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
