package org.postwatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.coverage.CoverageState;
import org.postwatch.event.EventType;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.scenario.ExpectedFile.ExpectedInterval;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written by hand hangs together: with itself, with the district's documents and with its recording. */
class ExpectedFileTest {
    static Stream<ShippedDistrict> districts() {
        return ShippedDistrict.NAMES.stream().map(ShippedDistrict::read);
    }

    @ParameterizedTest
    @MethodSource("districts")
    void namesOnlyWhatTheDistrictHas(ShippedDistrict district) {
        ExpectedFile expected = district.expected();
        assertThat(expected.district()).isEqualTo(district.name());
        for (var day : expected.days()) {
            assertThat(district.posts(day.campus())).as("%s", day).contains(day.post());
        }
        for (var incident : expected.incidents()) {
            String[] parts = incident.id().split("/");
            switch (LocalTimeParser.kindOf(incident.id())) {
                case COVERAGE -> assertThat(district.posts(parts[1])).contains(parts[2]);
                case ENTRANCE_UNWATCHED, ENTRANCE_FORCED, BUZZER_UNANSWERED ->
                    assertThat(district.entrances(parts[1])).contains(parts[2]);
                case FEED_SILENT -> assertThat(district.feeds()).contains(parts[1]);
                case AGREEMENT_LAPSING -> assertThat(district.costs()).containsKey(parts[1]);
                case NO_SHOW, WEAPON_SEEN -> assertThat(district.campuses()).containsKey(parts[1]);
            }
        }
        assertThat(district.campuses().keySet())
                .as("every campus is spoken of")
                .isEqualTo(new TreeSet<>(expected.days().stream()
                        .map(ExpectedFile.ExpectedDay::campus)
                        .toList()));
    }

    @ParameterizedTest
    @MethodSource("districts")
    void listsIntervalsInOrderThatEndOnlyAtTheClock(ShippedDistrict district) {
        ExpectedFile expected = district.expected();
        Set<List<Object>> seen = new HashSet<>();
        for (var day : expected.days()) {
            assertThat(seen.add(List.of(day.campus(), day.post(), day.date())))
                    .as("%s is listed once", day)
                    .isTrue();
            ExpectedInterval before = null;
            for (ExpectedInterval stretch : day.list()) {
                assertThat(stretch.from())
                        .as("%s", stretch)
                        .isBefore(stretch.to().orElse(Instant.MAX));
                assertThat(stretch.to().orElse(expected.until())).isBeforeOrEqualTo(expected.until());
                assertThat(stretch.state()).isNotEqualTo(CoverageState.NOT_REQUIRED);
                assertThat(stretch.reasons()).isNotEmpty();
                assertThat(stretch.because()).isNotBlank();
                if (before != null) {
                    Instant end = before.to().orElseThrow();
                    assertThat(stretch.from()).isAfterOrEqualTo(end);
                    boolean alike = stretch.state() == before.state()
                            && stretch.reasons().equals(before.reasons());
                    assertThat(alike && stretch.from().equals(end))
                            .as("%s and %s would be one interval", before, stretch)
                            .isFalse();
                }
                before = stretch;
            }
        }
    }

    /** Holes between intervals are ends of windows: the windows of a date are what the documents' calendar says. */
    @ParameterizedTest
    @MethodSource("districts")
    void fillsEveryWindowOfTheRecordedDates(ShippedDistrict district) {
        ExpectedFile expected = district.expected();
        for (var day : expected.days()) {
            var windows = DocumentWindows.of(district, day.campus(), day.date());
            var stretches = new ArrayList<DocumentWindows.DocumentWindow>();
            for (ExpectedInterval s : day.list()) {
                int last = stretches.size() - 1;
                Instant to = s.to().orElse(expected.until());
                if (last >= 0 && stretches.get(last).to().equals(s.from())) {
                    stretches.set(
                            last,
                            new DocumentWindows.DocumentWindow(
                                    stretches.get(last).from(), to));
                } else {
                    stretches.add(new DocumentWindows.DocumentWindow(s.from(), to));
                }
            }
            assertThat(stretches)
                    .as("%s %s", day.campus(), day.date())
                    .isEqualTo(
                            windows.stream().map(w -> w.cutAt(expected.until())).toList());
        }
        LocalDate first = LocalDate.parse(district.root().required("first-day").asString());
        LocalDate last = expected.until().atZone(district.zone()).toLocalDate();
        long dates = district.campuses().size() * (first.until(last).getDays() + 1L);
        assertThat(expected.days()).as("every post on every date").hasSize((int) dates);
    }

    @ParameterizedTest
    @MethodSource("districts")
    void givesEveryGapLongerThanTheGraceItsEpisode(ShippedDistrict district) {
        ExpectedFile expected = district.expected();
        for (var day : expected.days()) {
            String prefix = "coverage/" + day.campus() + "/" + day.post() + "/" + day.date() + "/";
            var episodes = expected.incidents().stream()
                    .filter(i -> i.id().startsWith(prefix))
                    .flatMap(i -> i.episodes().stream())
                    .toList();
            var gaps = DocumentWindows.gaps(day, expected.until());
            for (var gap : gaps) {
                boolean told = episodes.stream().anyMatch(e -> isOf(gap, e, expected.until()));
                boolean mustBe = Duration.between(gap.from(), gap.to()).compareTo(Duration.ofMinutes(10)) > 0;
                assertThat(told || !mustBe).as("%s of %s", gap, prefix).isTrue();
            }
            assertThat(episodes)
                    .as(prefix)
                    .allMatch(e -> gaps.stream().anyMatch(gap -> isOf(gap, e, expected.until())));
        }
    }

    /** Opened by the end of the grace at the latest, earlier only by a trigger; closed with the gap. */
    private static boolean isOf(
            DocumentWindows.DocumentWindow gap, ExpectedFile.ExpectedEpisode episode, Instant clock) {
        return !episode.openedAt().isBefore(gap.from())
                && !episode.openedAt().isAfter(gap.from().plus(Duration.ofMinutes(10)))
                && episode.closedAt().orElse(clock).equals(gap.to());
    }

    @ParameterizedTest
    @MethodSource("districts")
    void tellsEpisodesInOrderAndAsTheirStatusSays(ShippedDistrict district) {
        ExpectedFile expected = district.expected();
        Set<String> ids = new HashSet<>();
        for (var incident : expected.incidents()) {
            assertThat(ids.add(incident.id())).as(incident.id()).isTrue();
            assertThat(expected.absent())
                    .as("%s is also absent", incident.id())
                    .noneMatch(a -> a.forbids(incident.id()));
            var episodes = incident.episodes();
            assertThat(episodes.isEmpty()).isEqualTo(incident.status() == Incident.IncidentStatus.EXPECTED);
            for (int i = 0; i < episodes.size(); i++) {
                var episode = episodes.get(i);
                boolean open = i == episodes.size() - 1 && incident.status() == Incident.IncidentStatus.OPEN;
                assertThat(episode.closedAt().isEmpty()).as("%s", incident).isEqualTo(open);
                assertThat(episode.closeReason().isEmpty()).as("%s", incident).isEqualTo(open);
                assertThat(episode.openedAt())
                        .isBefore(episode.closedAt().orElse(expected.until().plusMillis(1)));
                if (i > 0) {
                    assertThat(episode.openedAt())
                            .isAfter(episodes.get(i - 1).closedAt().orElseThrow());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("districts")
    void costsWhatTheHoursOfItsIntervalsCost(ShippedDistrict district) {
        ExpectedFile expected = district.expected();
        var hours = expected.hoursByAgreement();
        assertThat(expected.costs().stream().map(ExpectedFile.ExpectedCost::agreement))
                .as("every agreement that covered anything")
                .containsExactlyInAnyOrderElementsOf(hours.keySet());
        for (var cost : expected.costs()) {
            assertThat(cost.hours()).as(cost.agreement()).isEqualTo(hours.get(cost.agreement()));
            var amounts = district.costs().get(cost.agreement());
            if (amounts.containsKey("hourly")) {
                var spent = amounts.get("hourly")
                        .multiply(BigDecimal.valueOf(cost.hours().toMinutes()))
                        .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP);
                assertThat(cost.amount().orElseThrow()).isEqualByComparingTo(spent);
                assertThat(cost.left().orElseThrow())
                        .isEqualByComparingTo(amounts.get("budget").subtract(spent));
            } else if (amounts.containsKey("yearly")) {
                assertThat(cost.amount().orElseThrow()).isEqualByComparingTo(amounts.get("yearly"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("districts")
    void setsAsideAndPointsAtWhatTheRecordingHas(ShippedDistrict district) throws IOException {
        ExpectedFile expected = district.expected();
        Set<List<String>> recorded = new HashSet<>();
        for (String line : Files.readAllLines(ShippedDistrict.events(district.name()))) {
            JsonNode event = JsonMapper.shared().readTree(line);
            String type = event.required("type").asString();
            assertThat(type.startsWith("postwatch.command.")
                            || EventType.ofWireName(type).isPresent())
                    .as(line)
                    .isTrue();
            assertThat(event.required("partitionkey").asString()).isEqualTo(district.name());
            JsonNode stamp = event.has("recordedtime") ? event.get("recordedtime") : event.required("time");
            assertThat(OffsetDateTime.parse(stamp.asString()).toInstant()).isBeforeOrEqualTo(expected.until());
            recorded.add(List.of(
                    event.required("source").asString(), event.required("id").asString()));
        }
        assertThat(expected.deadLetters()).isNotEmpty().allMatch(d -> recorded.contains(List.of(d.source(), d.id())));
        assertThat(expected.incidents().stream()
                        .filter(i -> !LocalTimeParser.kindOf(i.id()).isDerived())
                        .map(i -> i.id().split("/"))
                        .map(parts -> List.of(parts[parts.length - 2], parts[parts.length - 1])))
                .allMatch(recorded::contains);
    }

    /** Together the four leave no kind of incident, state or status unseen, but what canaries say and a feed that goes wild. */
    @Test
    void showsEveryKindOfIncidentAndEveryState() {
        var files = districts().map(ShippedDistrict::expected).toList();
        assertThat(files.stream().flatMap(f -> f.incidents().stream()).map(i -> LocalTimeParser.kindOf(i.id())))
                .containsAll(EnumSet.complementOf(EnumSet.of(IncidentKind.WATCHDOG, IncidentKind.MANY_REPORTS)));
        assertThat(files.stream()
                        .flatMap(f -> f.days().stream())
                        .flatMap(d -> d.list().stream())
                        .map(ExpectedInterval::state))
                .contains(
                        CoverageState.COVERED,
                        CoverageState.ALTERNATIVE,
                        CoverageState.UNKNOWN,
                        CoverageState.UNCOVERED);
        assertThat(files.stream().flatMap(f -> f.incidents().stream()).map(ExpectedFile.ExpectedIncident::status))
                .contains(Incident.IncidentStatus.values());
    }
}
