package io.rookery.shard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.rookery.shard", importOptions = DoNotIncludeTests.class)
class ShardClientArchitectureTest {

    @ArchTest
    static final ArchRule worksWithoutSpringBoot =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework.boot..",
                            "org.springframework.context..",
                            "org.springframework.cloud..",
                            "org.springframework.web..")
                    .because("the library is plain Java, wired by service-kit");

    @ArchTest
    static final ArchRule knowsNoService =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.rookery.kit..",
                            "io.rookery.user..",
                            "io.rookery.feed..",
                            "io.rookery.storage..",
                            "io.rookery.gateway..",
                            "io.rookery.launcher..")
                    .because("services depend on the library, never the other way round");

    @ArchTest
    static final ArchRule arrowsPointFromWorkToMeaning =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("slot")
                    .definedBy("..shard.slot..")
                    .layer("id")
                    .definedBy("..shard.id..")
                    .layer("map")
                    .definedBy("..shard.map..")
                    .layer("schema")
                    .definedBy("..shard.schema..")
                    .layer("transaction")
                    .definedBy("..shard.transaction..")
                    .layer("outbox")
                    .definedBy("..shard.outbox..")
                    .whereLayer("slot")
                    .mayNotAccessAnyLayer()
                    .whereLayer("id")
                    .mayOnlyAccessLayers("slot")
                    .whereLayer("map")
                    .mayOnlyAccessLayers("slot")
                    .whereLayer("schema")
                    .mayOnlyAccessLayers("slot", "map")
                    .whereLayer("transaction")
                    .mayOnlyAccessLayers("slot", "map")
                    .whereLayer("outbox")
                    .mayOnlyAccessLayers("slot", "id", "map", "transaction");

    @ArchTest
    static final ArchRule isFreeOfCycles =
            slices().matching("io.rookery.shard.(*)..").should().beFreeOfCycles();
}
