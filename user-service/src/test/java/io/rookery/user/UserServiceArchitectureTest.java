package io.rookery.user;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "io.rookery.user", importOptions = DoNotIncludeTests.class)
class UserServiceArchitectureTest {

    @ArchTest
    static final ArchRule featuresDoNotDependOnOneAnotherInCircles =
            slices().matching("io.rookery.user.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theDatabaseIsReachedThroughTheOneDoor =
            ArchRuleDefinition.noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javax.sql..", "com.zaxxer.hikari..");

    @ArchTest
    static final ArchRule nothingDependsOnOtherServices =
            ArchRuleDefinition.noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.rookery.feed..", "io.rookery.storage..", "io.rookery.gateway..");
}
