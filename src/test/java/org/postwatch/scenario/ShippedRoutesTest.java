package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.codec.document.Reading;
import org.postwatch.routing.Address;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Ruling;
import org.postwatch.routing.Walk;

/** What the routes and policies of the shipped districts promise. */
class ShippedRoutesTest {
    private static final Set<String> POLICE =
            Set.of("municipal-police", "sheriff", "district-police", "state-police", "federal-immigration");

    @ParameterizedTest
    @ValueSource(strings = {"palm-springs", "roaring-fork", "socorro-nm", "socorro-tx"})
    void conduct_is_told_to_the_school_and_to_no_police(String district) {
        Routing routing = routing(district);
        String campus = routing.campuses().firstKey();

        assertThat(told(routing, matter(routing, "conduct", campus, "high")))
                .isNotEmpty()
                .allSatisfy(id ->
                        assertThat(routing.recipients().get(id).agencyClass()).isEqualTo("school"));
        for (String agencyClass : POLICE) {
            assertThat(routing.policy().on(agencyClass, "conduct", false)).isInstanceOf(Ruling.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"palm-springs", "roaring-fork", "socorro-nm", "socorro-tx"})
    void a_weapon_is_told_to_several_and_forecasts_to_the_operations_center_alone(String district) {
        Routing routing = routing(district);
        String campus = routing.campuses().firstKey();

        assertThat(told(routing, matter(routing, "weapon-seen", campus, "critical")))
                .contains("board")
                .hasSizeGreaterThan(3);
        Matter expected = matter(routing, "coverage", campus, "warning").as(Matter.Status.EXPECTED, new TreeMap<>());
        assertThat(told(routing, expected)).isSubsetOf("board", "console").contains("board");
    }

    @ParameterizedTest
    @ValueSource(strings = {"palm-springs", "roaring-fork", "socorro-nm", "socorro-tx"})
    void nothing_that_is_shipped_leaves_this_machine(String district) {
        assertThat(routing(district).recipients().values())
                .extracting(Recipient::address)
                .allSatisfy(address -> assertThat(address instanceof Address.Kafka
                                || address instanceof Address.Log
                                || address instanceof Address.Cap cap
                                        && cap.to().text().equals("topic"))
                        .isTrue());
    }

    @Test
    void in_palm_springs_a_department_knows_of_its_own_school_and_little_of_that() {
        Routing routing = routing("palm-springs");

        assertThat(told(routing, matter(routing, "coverage", "cathedral-city-hs", "warning")))
                .containsExactlyInAnyOrder("board", "console", "cathedral-city-desk");
        assertThat(told(routing, matter(routing, "entrance-unwatched", "cathedral-city-hs", "warning")))
                .containsExactlyInAnyOrder("board", "console");
        assertThat(refused(routing, matter(routing, "conduct", "cathedral-city-hs", "high")))
                .containsExactly("cathedral-city-desk");
        Ruling.Granted granted = (Ruling.Granted) routing.policy().on("municipal-police", "coverage", false);
        assertThat(granted.fields())
                .containsExactly("acknowledged", "campus", "closed", "kind", "opened", "severity", "since");
    }

    @Test
    void in_roaring_fork_immigration_enforcement_is_barred_by_class_and_domain() {
        Routing routing = routing("roaring-fork");

        assertThat(routing.policy().barredClasses()).containsExactly("federal-immigration");
        assertThat(routing.policy().barredDomains()).contains("ice.example");
        assertThat(routing.agencies()).containsEntry("immigration-enforcement", "federal-immigration");
        assertThat(routing.policy().on("federal-immigration", "weapon-seen", false))
                .isInstanceOfSatisfying(
                        Ruling.Refused.class,
                        refused -> assertThat(refused.reason()).contains("is barred"));
        assertThat(told(routing, matter(routing, "coverage", "basalt-1", "high")))
                .contains("basalt-dispatch")
                .doesNotContain("carbondale-dispatch", "glenwood-springs-dispatch");
    }

    @Test
    void in_socorro_nm_the_sheriff_knows_of_the_high_school_and_the_city_of_the_middle_school() {
        Routing routing = routing("socorro-nm");

        for (String kind : List.of("coverage", "weapon-seen")) {
            assertThat(told(routing, matter(routing, kind, "socorro-hs", "high")))
                    .contains("sheriff-dispatch")
                    .doesNotContain("city-police-desk");
            assertThat(told(routing, matter(routing, kind, "sarracino-ms", "high")))
                    .contains("city-police-desk")
                    .doesNotContain("sheriff-dispatch");
        }
        for (String kind : List.of("no-show", "entrance-forced", "buzzer-unanswered", "entrance-unwatched")) {
            assertThat(told(routing, matter(routing, kind, "socorro-hs", "high")))
                    .doesNotContain("sheriff-dispatch");
        }
    }

    @Test
    void in_socorro_tx_bare_campuses_are_one_notice_and_a_worse_one_goes_up_to_the_chief() {
        Routing routing = routing("socorro-tx");
        Set<Route.Grouping> groupings = routing.campuses().keySet().stream()
                .map(campus -> Walk.of(routing.root(), matter(routing, "coverage", campus, "warning"))
                        .recipients()
                        .get("school-safety"))
                .map(route -> route.group().orElseThrow())
                .collect(Collectors.toSet());
        assertThat(groupings)
                .containsExactly(new Route.Grouping(List.of("kind"), Duration.ofMinutes(1), Duration.ofMinutes(30)));

        Route worse = Walk.of(routing.root(), matter(routing, "coverage", "elementary-07", "high"))
                .recipients()
                .get("duty-sergeant");
        assertThat(worse.group()).isEmpty();
        assertThat(worse.escalate())
                .extracting(Route.Step::to)
                .containsExactly(List.of("police-chief"), List.of("superintendent"));
    }

    private static Set<String> told(Routing routing, Matter matter) {
        return reached(routing, matter).entrySet().stream()
                .filter(reached -> reached.getValue() instanceof Ruling.Granted)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> refused(Routing routing, Matter matter) {
        Set<String> refused = new TreeSet<>(reached(routing, matter).keySet());
        refused.removeAll(told(routing, matter));
        return refused;
    }

    private static Map<String, Ruling> reached(Routing routing, Matter matter) {
        return Walk.of(routing.root(), matter).recipients().keySet().stream()
                .collect(Collectors.toMap(
                        id -> id, id -> routing.policy().on(routing.recipients().get(id), matter)));
    }

    private static Matter matter(Routing routing, String kind, String campus, String severity) {
        return new Matter(
                routing.district(),
                kind + "/" + campus + "/x",
                kind,
                Matter.Status.OPEN,
                Optional.of(severity),
                new TreeMap<>(Map.of("campus", campus)),
                new TreeMap<>(Map.of("campus", campus, "kind", kind)),
                Optional.of(Instant.EPOCH),
                Set.of(),
                false);
    }

    private static Routing routing(String district) {
        Reading reading = DistrictDocuments.read(Path.of("config/districts", district));
        assertThat(reading.faults()).isEmpty();
        return reading.compiled().orElseThrow().routing();
    }
}
