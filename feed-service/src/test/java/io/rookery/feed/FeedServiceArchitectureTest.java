package io.rookery.feed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rookery.feed", importOptions = DoNotIncludeTests.class)
class FeedServiceArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.rookery.feed.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesInPackagesFormNoCycle =
            slices().matching("io.rookery.feed.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule eventsNeedNoRedis =
            noClasses()
                    .that()
                    .resideInAPackage("io.rookery.feed.event..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.rookery.feed.cache..", "io.rookery.feed.timeline..")
                    .because("events are written with Postgres alone, whatever Redis does");
}
