package io.rookery.acceptance.scenario;

import io.rookery.acceptance.fault.FaultStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the scenarios: one short file each, in the order of the index file. */
public final class Scenarios {

    private static final String DIRECTORY = "/scenarios/";
    private static final String NOTHING = "nothing";
    private static final Pattern SETTING = Pattern.compile("(\\S+) ([^=\\s]+)=(\\S+)");
    private static final Set<String> KEYS =
            Set.of(
                    "title",
                    "settings",
                    "fault",
                    "refusals",
                    "stall",
                    "whole",
                    "unnoticed",
                    "diagnosis",
                    "fast");

    private Scenarios() {}

    /** Returns all scenarios, in the order in which they run. */
    public static List<Scenario> all() {
        try (InputStream index = open("index.txt")) {
            return new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Scenarios::named)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the scenario with the name.
     *
     * @throws IllegalArgumentException when there is none, or its file cannot be parsed
     */
    public static Scenario named(String name) {
        Properties file = new Properties();
        try (InputStream in = open(name + ".properties")) {
            file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parse(name, file);
    }

    static Scenario parse(String name, Properties file) {
        for (String key : file.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(name + " has an unknown key: " + key);
            }
        }
        return new Scenario(
                name,
                required(name, file, "title"),
                settings(name, file.getProperty("settings", "")),
                Arrays.stream(required(name, file, "fault").split(";"))
                        .map(String::strip)
                        .map(FaultStep::parse)
                        .toList(),
                Scenario.Tolerance.valueOf(
                        file.getProperty("refusals", "none").toUpperCase(Locale.ROOT)),
                duration(required(name, file, "stall")),
                duration(required(name, file, "whole")),
                Boolean.parseBoolean(file.getProperty("unnoticed", "false")),
                diagnoses(file.getProperty("diagnosis", "")),
                file.getProperty("diagnosis", "").equals(NOTHING),
                Boolean.parseBoolean(file.getProperty("fast", "false")));
    }

    /** Parses diagnoses that are separated by commas. */
    private static List<String> diagnoses(String text) {
        return text.isBlank() || text.equals(NOTHING)
                ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    /** Parses a setting such as {@code feed-service-1 rookery.clock.ahead=5m}. */
    private static Map<String, Map<String, String>> settings(String name, String text) {
        if (text.isBlank()) {
            return Map.of();
        }
        Matcher matcher = SETTING.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " has malformed settings");
        }
        return Map.of(matcher.group(1), Map.of(matcher.group(2), matcher.group(3)));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    private static String required(String name, Properties file, String key) {
        String value = file.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " lacks the key " + key);
        }
        return value.strip();
    }

    private static InputStream open(String file) {
        InputStream in = Scenarios.class.getResourceAsStream(DIRECTORY + file);
        if (in == null) {
            throw new IllegalArgumentException("There is no scenario file " + file);
        }
        return in;
    }
}
