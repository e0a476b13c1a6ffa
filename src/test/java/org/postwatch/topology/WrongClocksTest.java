package org.postwatch.topology;

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
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.event.Sighting;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;

/** Clocks of brokers and instances are wrong for a while on a Tuesday, and what is said of the week is right all the same. */
class WrongClocksTest {
    private static final Instant START = at("2026-09-14 00:00");
    private static final Instant WRONG = at("2026-09-15 08:00");
    private static final Instant RIGHT = at("2026-09-15 11:30");
    private static final Instant DAYS_LATER = at("2026-09-19 12:00");

    /** What goes wrong on Tuesday from 08:00 to 11:30. */
    private interface Wrong {
        void of(RecordedDays days);
    }

    private static final Map<String, Wrong> WRONG_CLOCKS = new TreeMap<>(Map.ofEntries(
            Map.entry("all right", days -> {}),
            Map.entry("broker ahead by 61 s", days -> days.broker(ahead("PT61S"))),
            Map.entry("broker ahead by 4 days", days -> days.broker(ahead("P4D"))),
            Map.entry(
                    "one of three brokers ahead by 25 hours",
                    days -> days.broker(Topics.STAFFING_EVENTS, ahead("PT25H"))),
            Map.entry(
                    "one of three brokers ahead by 4 days", days -> days.broker(Topics.STAFFING_EVENTS, ahead("P4D"))),
            Map.entry("broker of the clock topic ahead", days -> days.broker(Topics.CLOCK, ahead("P4D"))),
            Map.entry("instance behind by 61 s", days -> days.wall(ahead("PT-61S"))),
            Map.entry("instance behind by 2 hours", days -> days.wall(ahead("PT-2H"))),
            Map.entry("instance ahead by 61 s", days -> days.wall(ahead("PT61S"))),
            Map.entry("instance ahead by 4 days", days -> days.wall(ahead("P4D"))),
            Map.entry(
                    "all clocks jump back", days -> days.broker(ahead("PT-1H")).wall(ahead("PT-1H"))),
            Map.entry(
                    "all clocks ahead by 30 min",
                    days -> days.broker(ahead("PT30M")).wall(ahead("PT30M"))),
            Map.entry("a sleep", RecordedDays::sleep)));

    private static UnaryOperator<Instant> ahead(String by) {
        return t -> t.plus(Duration.parse(by));
    }

    static List<String> wrongs() {
        return List.copyOf(WRONG_CLOCKS.keySet());
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void a_rebuild_days_later_says_what_was_said_live(String wrong) {
        try (RecordedDays days = new RecordedDays(START)) {
            days.until(WRONG);
            WRONG_CLOCKS.get(wrong).of(days);
            days.until(RIGHT).right().until(DAYS_LATER);
            try (CoverageSide rebuilt = days.rebuilt()) {
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
        try (RecordedDays days = new RecordedDays(START)) {
            days.until(WRONG).broker(ahead("P4D"));
            days.tell(new Sighting(days.origin("cameras"), EventType.PERSON_SEEN, "A", Optional.empty()));
            days.right().until(WRONG.plusSeconds(300));
            Sighting weapon = new Sighting(days.origin("cameras"), EventType.WEAPON_SEEN, "A", Optional.empty());
            days.tell(weapon);

            assertThat(days.live().open()).extracting(Incident::id).contains("weapon-seen/A/cameras/" + weapon.id());
        }
    }

    /** The only host: its broker and its instance agree, and both are wrong. Today was sealed by them. */
    @Test
    void a_host_that_was_days_ahead_watches_again_as_soon_as_its_clock_is_right() {
        try (RecordedDays days = new RecordedDays(START);
                RecordedDays allRight = new RecordedDays(START)) {
            days.until(WRONG).broker(ahead("P4D")).wall(ahead("P4D")).until(RIGHT);
            assertThat(days.live().open())
                    .extracting(Incident::id)
                    .as("said for days that have not come")
                    .contains("coverage/A/sro/2026-09-19/day");

            days.right();
            Sighting weapon = new Sighting(days.origin("cameras"), EventType.WEAPON_SEEN, "A", Optional.empty());
            days.tell(weapon);
            assertThat(days.live().open())
                    .extracting(Incident::id)
                    .contains("weapon-seen/A/cameras/" + weapon.id())
                    .noneMatch(id -> id.startsWith("coverage/A/sro/2026-09-19"));

            days.until(DAYS_LATER);
            allRight.until(DAYS_LATER);
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
    void a_weapon_ahead_of_its_stamp_is_an_incident_that_says_so_and_a_dead_letter() {
        try (RecordedDays days = new RecordedDays(START)) {
            days.until(WRONG);
            Instant time = days.now().plusSeconds(90);
            Sighting weapon = new Sighting(
                    new Origin(RecordedDays.DISTRICT, "cameras", "w-1", time),
                    EventType.WEAPON_SEEN,
                    "A",
                    Optional.empty());
            days.tell(weapon).tell(weapon);

            List<Transition> said = days.live().transitions().stream()
                    .filter(t -> t.incident().kind() == Kind.WEAPON_SEEN)
                    .toList();
            assertThat(said).hasSize(1);
            assertThat(said.get(0).effective()).isEqualTo(days.now());
            assertThat(said.get(0).incident().reasons())
                    .extracting(Reason::toString)
                    .containsExactly("weapon-seen", "future(" + time + ")");
            assertThat(days.live().rejected()).containsExactly("weapon-seen w-1 future");
        }
    }

    @Test
    void a_weapon_that_a_wrong_broker_stamps_is_said_at_once_and_not_for_the_future() {
        try (RecordedDays days = new RecordedDays(START)) {
            days.until(WRONG).broker(ahead("P4D"));
            days.tell(new Sighting(days.origin("cameras"), EventType.WEAPON_SEEN, "A", Optional.empty()));

            Transition said = days.live().transitions().stream()
                    .filter(t -> t.incident().kind() == Kind.WEAPON_SEEN)
                    .findFirst()
                    .orElseThrow();
            assertThat(said.effective()).isBetween(days.now(), days.now().plusSeconds(60));
            assertThat(said.incident().reasons())
                    .extracting(Reason::toString)
                    .containsExactly("weapon-seen", "late(" + days.now() + ")");
        }
    }
}
