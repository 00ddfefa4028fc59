package io.rookery.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rookery.api", importOptions = DoNotIncludeTests.class)
class ClientApiArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.rookery.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingKnowsAService =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.rookery.user..",
                            "io.rookery.feed..",
                            "io.rookery.storage..",
                            "io.rookery.gateway..");
}
