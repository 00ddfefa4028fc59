package io.rookery.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rookery.storage", importOptions = DoNotIncludeTests.class)
class StorageServiceArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.rookery.storage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule placementAndMonitoringAreApart =
            noClasses()
                    .that()
                    .resideInAPackage("io.rookery.storage.placement..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.rookery.storage.incident..", "io.rookery.storage.probe..")
                    .because("slots are placed by what is declared, not by what is probed");

    @ArchTest
    static final ArchRule probesConcludeNothing =
            noClasses()
                    .that()
                    .resideInAPackage("io.rookery.storage.probe..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.rookery.storage.incident..")
                    .because("a probe says what it saw; incidents are concluded from that");
}
