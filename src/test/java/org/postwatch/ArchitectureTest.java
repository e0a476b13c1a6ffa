package org.postwatch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.postwatch.notification.model.RecipientAddress;

/** Which package may use which, and what the core must not know. */
@AnalyzeClasses(packages = "org.postwatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** The core: {@code java.*} and each other only. */
    private static final String[] PURE = {
        "org.postwatch.text",
        "org.postwatch.event",
        "org.postwatch.plan",
        "org.postwatch.coverage",
        "org.postwatch.incident",
        "org.postwatch.state",
        "org.postwatch.coverage.engine",
        "org.postwatch.notification..",
        "org.postwatch.intake",
        "org.postwatch.roster",
        "org.postwatch.desk",
        "org.postwatch.access",
        "org.postwatch.checkin"
    };

    /**
     * Every package with those that it may use, from the model up. What is not listed is forbidden; a new package fails the test
     * until it has a line.
     */
    private static final Map<String, List<String>> MAY_USE = mayUse(
            // the model
            "text ->",
            "event -> text",
            "plan -> event text",
            "coverage -> plan event text",
            "incident -> coverage plan event text",
            // the engines
            "state -> event",
            "coverage.engine -> state incident coverage plan event text",
            "notification.model -> incident coverage plan event text",
            "notification.command -> notification.model incident event text",
            "notification.policy -> notification.model plan event text",
            "notification.route -> notification.policy notification.model plan event text",
            "notification.engine -> notification.command notification.route notification.policy notification.model state incident coverage plan event text",
            "roster -> event text",
            "intake -> roster plan event text",
            "desk -> intake coverage plan event text",
            "access -> text",
            "checkin -> text",
            // the edge
            "secrets ->",
            "network ->",
            "http -> network text",
            "page -> http",
            "checkin.qr ->",
            "checkin.pin ->",
            "checkin.http -> checkin checkin.pin page http intake.service intake event text",
            "wire.schema -> notification.command event",
            "streams.state -> wire notification.engine notification.route notification.policy notification.model coverage.engine state incident coverage plan event text",
            "streams -> notification.command streams.state wire notification.engine notification.route notification.policy notification.model coverage.engine state incident coverage plan event secrets text",
            "documents.form -> notification.model text",
            "delivery -> notification.route notification.policy notification.model network secrets text",
            "delivery.web -> delivery notification.policy notification.model network text",
            // the kinds of recipients
            "delivery.spi -> delivery.web delivery documents.form notification.route notification.policy notification.model network",
            "delivery.log -> delivery.spi delivery documents.form notification.model",
            "delivery.kafka -> delivery.spi delivery documents.form notification.route notification.model text",
            "delivery.webhook -> delivery.spi delivery.web delivery documents.form notification.model text",
            "delivery.alertmanager -> delivery.spi delivery.web delivery documents.form notification.model text",
            "delivery.pagerduty -> delivery.spi delivery.web delivery documents.form notification.route notification.model text",
            "delivery.chat -> delivery.spi delivery.web delivery documents.form notification.model text",
            "delivery.mail -> delivery.spi delivery documents.form notification.model network text",
            "delivery.cap -> delivery.spi delivery.web delivery.kafka delivery documents.form notification.route notification.model network text",
            "delivery.channels -> delivery.spi delivery.log delivery.kafka delivery.webhook delivery.alertmanager delivery.pagerduty delivery.chat delivery.mail delivery.cap delivery.web delivery documents.form notification.route notification.policy notification.model network text",
            // intake
            "intake.cloudevents -> intake wire event",
            "intake.service -> intake event",
            "intake.connection -> intake",
            "intake.mqtt -> intake.connection intake.source intake.service intake event network secrets",
            "intake.poll -> intake.connection intake.source intake.service intake.profile intake event network secrets",
            "intake.roster -> intake.poll intake.connection intake.service intake roster roster.calendar roster.csv event network secrets text",
            "intake.source -> intake.service intake.profile intake.verify intake event secrets text intake.cloudevents",
            "intake.http -> http intake.source intake.service intake intake.cloudevents wire event",
            "roster.calendar -> roster",
            "roster.csv -> roster",
            // topics and documents
            "wire -> access intake roster notification.command wire.schema delivery.channels delivery.spi notification.route notification.policy notification.model incident coverage plan event text",
            "intake.verify -> intake",
            "intake.profile -> intake.verify intake wire documents.form event text",
            "documents -> network roster roster.csv intake.profile intake.verify intake wire documents.form delivery.channels delivery.spi delivery.log notification.route notification.policy notification.model incident plan event text",
            "setup -> intake.profile notification.model documents documents.form roster.calendar roster coverage plan event text",
            "observability -> http intake streams wire notification.engine notification.model coverage text",
            "app.broker ->",
            "app.topics -> streams",
            "app.config -> http app.topics delivery.mail delivery streams notification.model network secrets text",
            "app.clients -> access intake roster notification.command app.config streams wire notification.route notification.policy notification.model plan event text app.topics",
            "app.recovery -> app.broker app.clients app.config app.topics streams wire notification.model text",
            "app.delivery -> app.clients app.config app.recovery observability delivery.channels delivery.kafka delivery.mail delivery streams wire notification.route notification.policy notification.model plan text event",
            "app.intake -> access checkin checkin.http checkin.pin page app.clients app.config intake intake.source intake.service intake.http http streams wire notification.route plan event secrets intake.connection intake.mqtt intake.poll intake.roster roster network observability",
            "app.acls -> app.clients app.config app.delivery delivery.kafka streams notification.model text app.intake",
            "app.desk -> desk checkin.qr page access app.intake app.clients app.config http intake intake.service streams wire coverage plan event text",
            "app -> http page app.desk app.intake app.broker app.clients app.config app.delivery app.recovery app.topics observability streams wire plan event secrets text",
            // the commands
            "replay -> notification.command app app.broker app.clients app.config app.topics documents documents.form streams wire notification.route notification.model coverage plan event text incident",
            "board -> app.clients app.config streams wire notification.model incident coverage plan event text delivery",
            "demo.device -> intake event",
            "demo -> demo.device access intake board replay app app.clients app.config app.delivery app.topics delivery documents documents.form streams wire notification.route notification.model plan event text",
            "benchmark -> app.intake http network delivery.kafka app.broker app.clients app.config streams wire notification.route notification.policy notification.model coverage.engine state incident plan event text app.topics");

    private static Map<String, List<String>> mayUse(String... lines) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String line : lines) {
            String[] sides = line.split(" ?-> ?", 2);
            all.put(sides[0], sides[1].isEmpty() ? List.of() : List.of(sides[1].split(" ")));
        }
        return all;
    }

    @ArchTest
    static void arrows_point_one_way(JavaClasses classes) {
        Set<String> known = new TreeSet<>();
        List<String> violations = new ArrayList<>();
        MAY_USE.forEach((one, used) -> {
            Set<String> allowed = new TreeSet<>(used);
            allowed.add(one);
            known.add("org.postwatch." + one);
            violations.addAll(classes()
                    .that()
                    .resideInAPackage("org.postwatch." + one)
                    .should()
                    .onlyDependOnClassesThat(resideOutsideOfPackage("org.postwatch..")
                            .or(resideInAnyPackage(allowed.stream()
                                    .map(name -> "org.postwatch." + name)
                                    .toArray(String[]::new))))
                    .evaluate(classes)
                    .getFailureReport()
                    .getDetails());
        });
        assertThat(violations).isEmpty();
        // Nothing uses the commands, and they may use everything.
        known.add("org.postwatch.cli");
        assertThat(classes.stream().map(JavaClass::getPackageName)).isSubsetOf(known);
    }

    @ArchTest
    static final ArchRule the_core_is_pure = classes()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "javax.crypto..").or(resideInAnyPackage(PURE)))
            .because("facts are a function of events and plan: the core does not know Kafka, JSON or the outside");

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
            .resideOutsideOfPackage("org.postwatch.app.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule few_know_kafka = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.postwatch.streams..",
                    "org.postwatch.app..",
                    "org.postwatch.observability..",
                    "org.postwatch.delivery.kafka..",
                    "org.postwatch.replay..",
                    "org.postwatch.benchmark..",
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
                    "org.postwatch.notification..",
                    "org.apache.hc..",
                    "org.postwatch.secrets..",
                    "org.postwatch.network..",
                    "org.postwatch.text..",
                    "org.postwatch.documents.form..",
                    "org.postwatch.delivery.."))
            .because("delivery knows the notices that were decided on, not how");

    @ArchTest
    static final ArchRule addresses_belong_to_the_model = classes()
            .that()
            .implement(RecipientAddress.class)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.postwatch.notification.model..")
                    .or(assignableTo(RecipientAddress.class))
                    .or(assignableTo(Enum.class)))
            .because("the core compares, checks and keeps addresses");

    @ArchTest
    static final ArchRule names_come_from_the_design = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Manager|Helper|Impl)(\\$.*)?")
            .because("such a name says nothing of what the class is for");
}
