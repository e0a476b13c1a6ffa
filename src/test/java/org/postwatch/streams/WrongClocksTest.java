package org.postwatch.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.oracle.CaseTime.at;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.coverage.Reason;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;

/** Clocks of brokers and instances are wrong for a while on a Tuesday, and what is published of the week is right all the same. */
class WrongClocksTest {
    private static final Instant START = at("2026-09-14 00:00");
    private static final Instant WRONG = at("2026-09-15 08:00");
    private static final Instant RIGHT = at("2026-09-15 11:30");
    private static final Instant DAYS_LATER = at("2026-09-19 12:00");

    /** What goes wrong on Tuesday from 08:00 to 11:30. */
    private interface ClockFault {
        void of(SchoolDaySimulation days);
    }

    private static final Map<String, ClockFault> CLOCK_FAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("all right", days -> {}),
            Map.entry("broker ahead by 61 s", days -> days.brokerClock(ahead("PT61S"))),
            Map.entry("broker ahead by 4 days", days -> days.brokerClock(ahead("P4D"))),
            Map.entry(
                    "one of three brokers ahead by 25 hours",
                    days -> days.brokerClock(Topics.STAFFING_EVENTS, ahead("PT25H"))),
            Map.entry(
                    "one of three brokers ahead by 4 days",
                    days -> days.brokerClock(Topics.STAFFING_EVENTS, ahead("P4D"))),
            Map.entry("broker of the clock topic ahead", days -> days.brokerClock(Topics.CLOCK, ahead("P4D"))),
            Map.entry("instance behind by 61 s", days -> days.instanceClock(ahead("PT-61S"))),
            Map.entry("instance behind by 2 hours", days -> days.instanceClock(ahead("PT-2H"))),
            Map.entry("instance ahead by 61 s", days -> days.instanceClock(ahead("PT61S"))),
            Map.entry("instance ahead by 4 days", days -> days.instanceClock(ahead("P4D"))),
            Map.entry(
                    "all clocks jump back",
                    days -> days.brokerClock(ahead("PT-1H")).instanceClock(ahead("PT-1H"))),
            Map.entry(
                    "all clocks ahead by 30 min",
                    days -> days.brokerClock(ahead("PT30M")).instanceClock(ahead("PT30M"))),
            Map.entry("a sleep", SchoolDaySimulation::pause)));

    private static UnaryOperator<Instant> ahead(String by) {
        return t -> t.plus(Duration.parse(by));
    }

    static List<String> clockFaults() {
        return List.copyOf(CLOCK_FAULTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("clockFaults")
    void a_rebuild_days_later_publishes_the_live_facts(String wrong) {
        try (SchoolDaySimulation days = new SchoolDaySimulation(START)) {
            days.runUntil(WRONG);
            CLOCK_FAULTS.get(wrong).of(days);
            days.runUntil(RIGHT).correctClocks().runUntil(DAYS_LATER);
            try (CoverageTestDriver rebuilt = days.rebuilt()) {
                assertThat(difference(days.live().rejected(), rebuilt.rejected()))
                        .as("rejected")
                        .isEmpty();
                assertThat(difference(days.live().facts(), rebuilt.facts()))
                        .as("facts")
                        .isEmpty();
                assertThat(days.live().rejected()).noneMatch(line -> line.endsWith("sealed"));
            }
        }
    }

    /** What one says and the other does not. */
    private static List<String> difference(List<String> live, List<String> rebuilt) {
        List<String> different = new ArrayList<>();
        live.stream().filter(line -> !rebuilt.contains(line)).forEach(line -> different.add("live only: " + line));
        rebuilt.stream().filter(line -> !live.contains(line)).forEach(line -> different.add("rebuilt only: " + line));
        return different;
    }

    @Test
    void a_weapon_after_one_record_that_is_days_ahead_is_an_incident_at_once() {
        try (SchoolDaySimulation days = new SchoolDaySimulation(START)) {
            days.runUntil(WRONG).brokerClock(ahead("P4D"));
            days.send(new DetectionEvent(days.origin("cameras"), EventType.PERSON_SEEN, "A", Optional.empty()));
            days.correctClocks().runUntil(WRONG.plusSeconds(300));
            DetectionEvent weapon =
                    new DetectionEvent(days.origin("cameras"), EventType.WEAPON_SEEN, "A", Optional.empty());
            days.send(weapon);

            assertThat(days.live().openIncidents())
                    .extracting(Incident::id)
                    .contains("weapon-seen/A/cameras/" + weapon.id());
        }
    }

    /** The only host: its broker and its instance agree, and both are wrong. Today was sealed by them. */
    @Test
    void an_instance_that_was_days_ahead_recovers_once_its_clock_is_corrected() {
        try (SchoolDaySimulation days = new SchoolDaySimulation(START);
                SchoolDaySimulation allRight = new SchoolDaySimulation(START)) {
            days.runUntil(WRONG)
                    .brokerClock(ahead("P4D"))
                    .instanceClock(ahead("P4D"))
                    .runUntil(RIGHT);
            assertThat(days.live().openIncidents())
                    .extracting(Incident::id)
                    .as("said for days that have not come")
                    .contains("coverage/A/sro/2026-09-19/day");

            days.correctClocks();
            DetectionEvent weapon =
                    new DetectionEvent(days.origin("cameras"), EventType.WEAPON_SEEN, "A", Optional.empty());
            days.send(weapon);
            assertThat(days.live().openIncidents())
                    .extracting(Incident::id)
                    .contains("weapon-seen/A/cameras/" + weapon.id())
                    .noneMatch(id -> id.startsWith("coverage/A/sro/2026-09-19"));

            days.runUntil(DAYS_LATER);
            allRight.runUntil(DAYS_LATER);
            assertThat(ofDates(days.live().facts(), "2026-09-16", "2026-09-17", "2026-09-18"))
                    .isEqualTo(ofDates(allRight.live().facts(), "2026-09-16", "2026-09-17", "2026-09-18"))
                    .hasSizeGreaterThan(9);
        }
    }

    private static List<String> ofDates(List<String> facts, String... dates) {
        return facts.stream()
                .filter(line -> Stream.of(dates)
                        .anyMatch(date -> line.contains("A/sro " + date) || line.contains("coverage/A/sro/" + date)))
                .toList();
    }

    /** CASES 41, bytes in and bytes out. */
    @Test
    void a_weapon_with_a_future_time_is_an_incident_and_a_dead_letter() {
        try (SchoolDaySimulation days = new SchoolDaySimulation(START)) {
            days.runUntil(WRONG);
            Instant time = days.now().plusSeconds(90);
            DetectionEvent weapon = new DetectionEvent(
                    new EventOrigin(SchoolDaySimulation.DISTRICT, "cameras", "w-1", time),
                    EventType.WEAPON_SEEN,
                    "A",
                    Optional.empty());
            days.send(weapon).send(weapon);

            List<IncidentTransition> said = days.live().transitions().stream()
                    .filter(t -> t.incident().kind() == IncidentKind.WEAPON_SEEN)
                    .toList();
            assertThat(said).hasSize(1);
            assertThat(said.get(0).effectiveAt()).isEqualTo(days.now());
            assertThat(said.get(0).incident().reasons())
                    .extracting(Reason::toString)
                    .containsExactly("weapon-seen", "future(" + time + ")");
            assertThat(days.live().rejected()).containsExactly("weapon-seen w-1 future");
        }
    }

    @Test
    void a_weapon_with_a_wrong_broker_timestamp_is_published_at_once() {
        try (SchoolDaySimulation days = new SchoolDaySimulation(START)) {
            days.runUntil(WRONG).brokerClock(ahead("P4D"));
            days.send(new DetectionEvent(days.origin("cameras"), EventType.WEAPON_SEEN, "A", Optional.empty()));

            IncidentTransition said = days.live().transitions().stream()
                    .filter(t -> t.incident().kind() == IncidentKind.WEAPON_SEEN)
                    .findFirst()
                    .orElseThrow();
            assertThat(said.effectiveAt()).isBetween(days.now(), days.now().plusSeconds(60));
            assertThat(said.incident().reasons())
                    .extracting(Reason::toString)
                    .containsExactly("weapon-seen", "late(" + days.now() + ")");
        }
    }
}
