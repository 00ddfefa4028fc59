package io.rookery.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rookery.kit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.rookery.kit.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyThePackageForShardsKnowsShards =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.rookery.kit.shard..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.rookery.shard..")
                    .because("the gateway uses the kit and has no shards");

    @ArchTest
    static final ArchRule nothingKnowsThePublicApi =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.rookery.api..")
                    .because("the gateway and storage-service have no public API of their own");

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
