package io.rookery.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rookery.launcher", importOptions = DoNotIncludeTests.class)
class LauncherArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.rookery.launcher.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyCommandsKnowTheCommandLine =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.rookery.launcher.command..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("picocli..", "io.rookery.launcher.command..")
                    .because("tests start the same cluster without a command line");
}
