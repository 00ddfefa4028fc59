package io.rookery.acceptance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.rookery.acceptance.scenario.Scenario;
import io.rookery.acceptance.scenario.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StructureTest {

    private static final int LONGEST_FILE = 400;
    private static final Set<String> VAGUE =
            Set.of("common", "util", "utils", "impl", "manager", "helper", "helpers", "misc");
    private static final Pattern VAGUE_TYPE =
            Pattern.compile(
                    "(Impl|Manager|Helper|Util|Utils)\\.java$|/(Abstract|Base)[A-Z]\\w*\\.java$");
    private static final Pattern SCENARIO_NAME = Pattern.compile("`([a-z0-9-]+)`");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|IT|Contract))`");

    @Test
    void filesStaySmall() {
        assertThat(Repository.sources())
                .filteredOn(file -> Repository.read(file).lines().count() > LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void packagesAndTypesHaveNamesThatSaySomething() {
        assertThat(Repository.sources())
                .noneMatch(file -> VAGUE.contains(file.resolveSibling("").getFileName().toString()))
                .noneMatch(file -> VAGUE_TYPE.matcher(file.toString()).find());
        assertThat(Repository.modules()).doesNotContainAnyElementsOf(VAGUE);
    }

    @Test
    void everyPackageOfTheProductSaysWhatItIsForAndMarksWhatMayBeAbsent() {
        Set<Path> packages =
                Repository.sources().stream()
                        .filter(file -> file.toString().contains("/src/main/"))
                        .map(Path::getParent)
                        .collect(Collectors.toSet());

        assertThat(packages)
                .allSatisfy(folder -> {
                    Path info = folder.resolve("package-info.java");
                    assertThat(Files.exists(info)).as(folder.toString()).isTrue();
                    assertThat(Repository.read(info)).contains("@NullMarked").contains("/**");
                });
    }

    @Test
    void theArchitecturePageNamesEveryModuleAndOnlyTestsThatExist() {
        String page = Repository.read("ARCHITECTURE.md");
        Set<String> classes =
                Repository.sources().stream()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .collect(Collectors.toSet());
        List<String> named =
                TEST_NAME.matcher(page).results().map(match -> match.group(1)).toList();

        assertThat(Repository.modules()).allSatisfy(module -> assertThat(page).contains(module));
        assertThat(named).isNotEmpty().allSatisfy(test -> assertThat(classes).contains(test));
    }

    @Test
    void everyRowOfTheFailureTableNamesAScenarioAndEveryScenarioHasARow() {
        List<String> rows =
                Repository.read("ARCHITECTURE.md")
                        .lines()
                        .dropWhile(line -> !line.equals("## Failure handling"))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| fault"))
                        .toList();
        Set<String> scenarios =
                Scenarios.all().stream().map(Scenario::name).collect(Collectors.toSet());
        Set<String> named =
                rows.stream()
                        .flatMap(row -> SCENARIO_NAME.matcher(row).results())
                        .map(match -> match.group(1))
                        .collect(Collectors.toSet());

        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(SCENARIO_NAME.matcher(row).find()).isTrue());
        assertThat(named).isEqualTo(scenarios);
    }

    @Test
    void everyLinkOfADocumentLeadsToAFile() {
        Pattern link = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");
        for (String document : List.of("README.md", "ARCHITECTURE.md")) {
            assertThat(link.matcher(Repository.read(document)).results().map(MatchResult::group))
                    .allSatisfy(found -> {
                        String target =
                                found.substring(2, found.length() - 1).replaceAll("#.*", "");
                        assertThat(Files.exists(Repository.ROOT.resolve(target)))
                                .as(found)
                                .isTrue();
                    });
        }
    }
}
