package io.rookery.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.rookery.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.rookery.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule hasNoWayToTheShards =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.rookery.shard..", "io.rookery.kit.shard..")
                    .because("data belong to the services; the gateway only passes requests on");
}
