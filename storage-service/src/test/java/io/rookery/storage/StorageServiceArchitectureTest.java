package io.rookery.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rookery.storage", importOptions = DoNotIncludeTests.class)
class StorageServiceArchitectureTest {

    private static final String PLACEMENT = "io.rookery.storage.placement..";
    private static final String MONITORING = "io.rookery.storage.monitoring..";

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.rookery.storage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule placementKnowsNothingOfMonitoring =
            noClasses()
                    .that()
                    .resideInAPackage(PLACEMENT)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(MONITORING)
                    .because("slots are placed by what is declared, not by what is probed");

    @ArchTest
    static final ArchRule monitoringKnowsNothingOfPlacement =
            noClasses()
                    .that()
                    .resideInAPackage(MONITORING)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(PLACEMENT)
                    .because(
                            "it learns the nodes from the published shard map, as all services do");

    @ArchTest
    static final ArchRule whatBothShareKnowsNeither =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.rookery.storage.leadership..",
                            "io.rookery.storage.ensemble..",
                            "io.rookery.storage.schema..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(PLACEMENT, MONITORING);

    @ArchTest
    static final ArchRule probesConcludeNothingAndConclusionsActOnNothing =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("monitor")
                    .definedBy("io.rookery.storage.monitoring")
                    .layer("availability")
                    .definedBy("io.rookery.storage.monitoring.availability..")
                    .layer("incident")
                    .definedBy("io.rookery.storage.monitoring.incident..")
                    .layer("switchover")
                    .definedBy("io.rookery.storage.monitoring.switchover..")
                    .layer("probe")
                    .definedBy("io.rookery.storage.monitoring.probe..")
                    .whereLayer("monitor")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("availability")
                    .mayOnlyAccessLayers("incident", "probe")
                    .whereLayer("incident")
                    .mayOnlyAccessLayers("probe")
                    .whereLayer("switchover")
                    .mayNotAccessAnyLayer()
                    .whereLayer("probe")
                    .mayNotAccessAnyLayer()
                    .because("a probe says what it saw; incidents are concluded from that");

    @ArchTest
    static final ArchRule theBalanceOfSlotsKnowsSlotsAlone =
            classes()
                    .that()
                    .resideInAPackage("io.rookery.storage.placement.balance")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.rookery.storage.placement.balance",
                            "io.rookery.shard.slot",
                            "org.jspecify..",
                            "java.lang..",
                            "java.nio.charset",
                            "java.util..");

    @ArchTest
    static final ArchRule conclusionsAreComputedAlone =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.rookery.storage.monitoring.incident..",
                            "io.rookery.storage.monitoring.availability..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.net..",
                            "java.sql..",
                            "org.apache.curator..",
                            "org.springframework.jdbc..",
                            "io.rookery.shard.transaction..")
                    .because("the same input always has the same result, so tests need no engine");
}
