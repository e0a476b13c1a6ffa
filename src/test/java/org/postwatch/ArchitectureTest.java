package org.postwatch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The arrows point one way, and the core knows neither Kafka nor JSON, clocks nor threads. */
@AnalyzeClasses(packages = "org.postwatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** In the order of the arrows: each may use those after it, none before. */
    private static final String[] PURE = {
        "org.postwatch.dispatch..",
        "org.postwatch.routing..",
        "org.postwatch.watch..",
        "org.postwatch.incident..",
        "org.postwatch.coverage..",
        "org.postwatch.plan..",
        "org.postwatch.event..",
        "org.postwatch.text.."
    };

    @ArchTest
    static final ArchRule the_core_is_pure = classes()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "javax.crypto..").or(resideInAnyPackage(PURE)))
            .because("facts are a function of events and plan: nothing in the core knows Kafka, JSON or the world");

    @ArchTest
    static final ArchRule arrows_point_one_way = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("cli")
            .definedBy("org.postwatch.cli..")
            .optionalLayer("shows")
            .definedBy(
                    "org.postwatch.demo..", "org.postwatch.board..", "org.postwatch.bench..", "org.postwatch.replay..")
            .layer("runtime")
            .definedBy("org.postwatch.runtime..")
            .layer("broker")
            .definedBy("org.postwatch.broker..")
            .layer("delivery")
            .definedBy("org.postwatch.delivery..")
            .layer("topology")
            .definedBy("org.postwatch.topology..")
            .layer("codec")
            .definedBy("org.postwatch.codec..")
            .layer("delivery")
            .definedBy("org.postwatch.delivery..")
            .layer("secrets")
            .definedBy("org.postwatch.secrets..")
            .layer("network")
            .definedBy("org.postwatch.network..")
            .layer("dispatch")
            .definedBy("org.postwatch.dispatch..")
            .layer("routing")
            .definedBy("org.postwatch.routing..")
            .layer("watch")
            .definedBy("org.postwatch.watch..")
            .layer("incident")
            .definedBy("org.postwatch.incident..")
            .layer("coverage")
            .definedBy("org.postwatch.coverage..")
            .layer("plan")
            .definedBy("org.postwatch.plan..")
            .layer("event")
            .definedBy("org.postwatch.event..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("shows")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("runtime")
            .mayOnlyBeAccessedByLayers("cli", "shows")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime")
            .whereLayer("topology")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime")
            .whereLayer("codec")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime", "topology")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime")
            .whereLayer("delivery")
            .mayOnlyAccessLayers("event", "routing", "codec", "secrets", "network")
            .whereLayer("network")
            .mayNotAccessAnyLayer()
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime", "delivery")
            .whereLayer("secrets")
            .mayNotAccessAnyLayer()
            .whereLayer("secrets")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime", "topology", "delivery")
            .whereLayer("dispatch")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime", "topology", "codec")
            .whereLayer("routing")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime", "topology", "delivery", "codec", "dispatch")
            .whereLayer("watch")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime", "topology", "codec", "dispatch", "routing")
            .whereLayer("incident")
            .mayOnlyBeAccessedByLayers("cli", "shows", "runtime", "topology", "codec", "dispatch", "routing", "watch")
            .whereLayer("coverage")
            .mayOnlyBeAccessedByLayers(
                    "cli", "shows", "runtime", "topology", "codec", "dispatch", "routing", "watch", "incident")
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers(
                    "cli",
                    "shows",
                    "runtime",
                    "topology",
                    "codec",
                    "dispatch",
                    "routing",
                    "watch",
                    "incident",
                    "coverage");

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("org.postwatch.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule time_is_an_argument = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Instant.class, "now", Clock.class)
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule nothing_is_left_to_chance = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(UUID.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule the_core_has_no_threads = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.file..", "java.io..");

    @ArchTest
    static final ArchRule only_the_broker_knows_the_server = noClasses()
            .that()
            .resideOutsideOfPackage("org.postwatch.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule few_know_kafka = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.postwatch.topology..",
                    "org.postwatch.runtime..",
                    "org.postwatch.delivery.kafka..",
                    "org.postwatch.replay..",
                    "org.postwatch.broker..",
                    "org.postwatch.bench..",
                    "org.postwatch.board..",
                    "org.postwatch.demo..",
                    "org.postwatch.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "kafka..");

    @ArchTest
    static final ArchRule delivery_knows_notices_only = classes()
            .that()
            .resideInAnyPackage("org.postwatch.delivery..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "javax..",
                    "org.slf4j..",
                    "tools.jackson..",
                    "com.standardwebhooks..",
                    "org.simplejavamail..",
                    "jakarta.mail..",
                    "org.eclipse.angus..",
                    "org.apache.kafka..",
                    "org.postwatch.event..",
                    "org.postwatch.routing..",
                    "org.apache.hc..",
                    "org.postwatch.secrets..",
                    "org.postwatch.network..",
                    "org.postwatch.text..",
                    "org.postwatch.delivery.."))
            .because("who brings notices out knows what was decided, not how");

    @ArchTest
    static final ArchRule names_come_from_the_design = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Manager|Helper|Impl)(\\$.*)?")
            .because("such a name says nothing of what the class is for");
}
