package io.rookery.kit.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks the rules for migrations. A migration runs while people write. Building an index on a
 * table that has rows blocks their writes until it is done, unless it is built concurrently.
 */
class MigrationRulesTest {

    private static final List<String> SERVICES =
            List.of("user-service", "feed-service", "storage-service");

    /** Migrations from before the rule; applied migrations are never changed. */
    private static final Set<String> EARLIER = Set.of("feed-service/V3__housekeeping.sql");

    private static final Pattern NEW_TABLE =
            Pattern.compile("create table (?:if not exists )?([a-z0-9_.]+)");
    private static final Pattern INDEX =
            Pattern.compile(
                    "create (?:unique )?index (concurrently )?(?:if not exists )?"
                            + "(?:[a-z0-9_]+ )?on (?:only )?([a-z0-9_.]+)");
    private static final Pattern CONSTRAINT =
            Pattern.compile(
                    "alter table (?:if exists )?(?:only )?([a-z0-9_.]+) [^;]*?"
                            + "(?:primary key|unique|exclude)(?! using index)[^;]*");

    @TestFactory
    Stream<DynamicTest> everyMigrationKeepsTheRule() throws IOException {
        return files().stream()
                .filter(file -> !EARLIER.contains(name(file)))
                .map(file ->
                        DynamicTest.dynamicTest(
                                name(file),
                                () ->
                                        assertThat(problems(read(file), isByStatement(file)))
                                                .isEmpty()));
    }

    @Test
    void findsIndexesThatKeepPeopleWaiting() {
        assertThat(problems("create index a on status (b)", false)).isNotEmpty();
        assertThat(problems("CREATE UNIQUE  INDEX IF NOT EXISTS a\n ON status (b)", true))
                .isNotEmpty();
        assertThat(problems("alter table status add unique (b)", true)).isNotEmpty();
        assertThat(problems("alter table status add column b int primary key", true)).isNotEmpty();
        assertThat(problems("create index concurrently a on status (b)", false)).isNotEmpty();
        assertThat(problems("create index concurrently a on status (b)", true)).isNotEmpty();
    }

    @Test
    void letsPassWhatKeepsNobodyWaiting() {
        assertThat(problems("create table t (a int primary key); create index on t (a)", false))
                .isEmpty();
        assertThat(
                        problems(
                                """
                                drop index concurrently if exists a;
                                create index concurrently a on status (b);
                                alter table status add constraint c primary key using index a;
                                """,
                                true))
                .isEmpty();
        assertThat(problems("alter table status add column b int not null default 0", false))
                .isEmpty();
    }

    private static List<String> problems(String sql, boolean isByStatement) {
        String plain =
                sql.replaceAll("--[^\n]*", " ").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        Set<String> made = new HashSet<>();
        Matcher table = NEW_TABLE.matcher(plain);
        while (table.find()) {
            made.add(table.group(1));
        }
        Stream.Builder<String> problems = Stream.builder();
        Matcher index = INDEX.matcher(plain);
        while (index.find()) {
            if (index.group(1) == null && !made.contains(index.group(2))) {
                problems.add(index.group() + ": an index on an existing table not concurrently");
            } else if (index.group(1) != null && !isByStatement) {
                problems.add(index.group() + ": needs executeInTransaction=false beside it");
            } else if (index.group(1) != null
                    && !plain.contains("drop index concurrently if exists")) {
                problems.add(index.group() + ": what a broken-off build leaves is not dropped");
            }
        }
        Matcher constraint = CONSTRAINT.matcher(plain);
        while (constraint.find()) {
            if (!made.contains(constraint.group(1))) {
                problems.add(constraint.group() + ": a constraint that builds its own index");
            }
        }
        return problems.build().toList();
    }

    private static boolean isByStatement(Path file) throws IOException {
        Path settings = file.resolveSibling(file.getFileName() + ".conf");
        return Files.exists(settings) && read(settings).contains("executeInTransaction=false");
    }

    private static List<Path> files() throws IOException {
        Stream.Builder<Path> all = Stream.builder();
        for (String service : SERVICES) {
            try (Stream<Path> files =
                    Files.list(Path.of("..", service, "src/main/resources/db/migration"))) {
                files.filter(file -> file.toString().endsWith(".sql")).forEach(all);
            }
        }
        return all.build().sorted().toList();
    }

    private static String name(Path file) {
        return file.getName(1) + "/" + file.getFileName();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
