package io.rookery.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rookery.acceptance", importOptions = DoNotIncludeTests.class)
class AcceptanceArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.rookery.acceptance.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule knowsThePlatformFromOutside =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.rookery.user..",
                            "io.rookery.feed..",
                            "io.rookery.storage..",
                            "io.rookery.gateway..",
                            "io.rookery.kit..")
                    .because("what clients and operators see is judged, not how it is made");
}
