package org.postwatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A district whose documents are applied, in the evening of Monday in Denver: in UTC it is Tuesday already. */
class DistrictChangeTest {
    private static final ZoneId DENVER = ZoneId.of("America/Denver");
    private static final LocalDate MONDAY = LocalDate.parse("2023-09-11");
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final Instant NOW = Instant.parse("2023-09-12T02:00:00Z");
    private static final EffectiveDate USUAL = new EffectiveDate(NOW, Optional.empty(), false);

    private static final SeverityLadder LADDER = new SeverityLadder(
            List.of(new SeverityLadder.SeverityStep("warning", Optional.of(Duration.ZERO), Set.of())));
    private static final District DISTRICT = district("d");
    private static final Campus ONE = campus("a", DENVER, 1);
    private static final Campus TWO = campus("a", DENVER, 2);
    private static final Map<String, CampusPlan> IN_FORCE = Map.of("a", plan(MONDAY.minusDays(60), ONE));

    @Test
    void aNewDistrictSpeaksFromTodayInTheZoneOfEachCampus() {
        Campus east = campus("b", ZoneId.of("Asia/Tokyo"), 1);
        DistrictChange change =
                DistrictChange.of(Optional.empty(), Map.of(), DISTRICT, Map.of("a", ONE, "b", east), USUAL);

        assertThat(change.district()).contains(DISTRICT.withMonitoredFrom(USUAL.appliedAt()));
        assertThat(change.campuses().values())
                .extracting(CampusPlan::monitoredFrom)
                .containsExactly(USUAL.appliedAt(), USUAL.appliedAt());
        assertThat(change.lines())
                .containsExactly(
                        "d: new district with 0 officers, 0 agreements, 0 feeds",
                        "a: from 2023-09-11: new campus; posts sro",
                        "b: from 2023-09-12: new campus; posts sro");
    }

    @Test
    void aDistrictWhoseFirstDayIsAheadSpeaksFromThatDay() {
        EffectiveDate early = new EffectiveDate(Instant.parse("2023-07-01T12:00:00Z"), Optional.empty(), false);
        assertThat(DistrictChange.of(Optional.empty(), Map.of(), DISTRICT, Map.of("a", ONE), early)
                        .lines())
                .contains("a: from 2023-08-14: new campus; posts sro");
    }

    @Test
    void isWatchedFromTheInstantOfItsFirstApplyWhateverIsAppliedLater() {
        District watched = DISTRICT.withMonitoredFrom(USUAL.appliedAt());
        CampusPlan one = new CampusPlan("a", new TreeMap<>(Map.of(MONDAY, ONE)), USUAL.appliedAt());
        EffectiveDate later = new EffectiveDate(USUAL.appliedAt().plusSeconds(100_000), Optional.empty(), false);
        EffectiveDate restated = new EffectiveDate(later.appliedAt(), Optional.empty(), true);
        Map<String, Campus> documents = Map.of("a", TWO, "b", campus("b", DENVER, 1));

        assertThat(DistrictChange.of(Optional.of(watched), Map.of("a", one), DISTRICT, Map.of("a", ONE), later)
                        .isEmpty())
                .isTrue();
        DistrictChange change = DistrictChange.of(Optional.of(watched), Map.of("a", one), DISTRICT, documents, later);
        assertThat(change.campuses().get("a").monitoredFrom()).isEqualTo(USUAL.appliedAt());
        assertThat(change.campuses().get("b").monitoredFrom()).isEqualTo(later.appliedAt());
        assertThat(DistrictChange.of(Optional.of(watched), Map.of("a", one), DISTRICT, documents, restated)
                        .campuses()
                        .get("b")
                        .monitoredFrom())
                .isEqualTo(USUAL.appliedAt());
    }

    @Test
    void whatIsInForceChangesNothing() {
        DistrictChange change = change(ONE, USUAL);

        assertThat(change.isEmpty()).isTrue();
        assertThat(change.district()).isEmpty();
        assertThat(change.campuses()).isEmpty();
    }

    @Test
    void aCampusChangesAtItsNextMidnight() {
        DistrictChange change = change(TWO, USUAL);

        assertThat(change.lines()).containsExactly("a: from 2023-09-12: post sro: head-count 1 -> 2");
        assertThat(change.district()).isEmpty();
        assertThat(change.campuses().get("a").versionOn(MONDAY)).isEqualTo(ONE);
        assertThat(change.campuses().get("a").versionOn(TUESDAY)).isEqualTo(TWO);
    }

    @Test
    void aDateMustLieAheadUnlessDaysThatHaveBegunAreRestated() {
        assertThat(change(TWO, from(TUESDAY, false)).rejections()).isEmpty();
        assertThat(change(TWO, from(MONDAY, false)).rejections())
                .containsExactly("2023-09-11 is not after today (2023-09-11 in America/Denver): only --restate changes"
                        + " days that have begun");
        assertThat(change(TWO, from(MONDAY, true)).lines())
                .containsExactly("a: from 2023-09-11: post sro: head-count 1 -> 2");
        assertThat(change(TWO, from(MONDAY, true)).rejections()).isEmpty();
    }

    @Test
    void aRestatementWithoutADateReachesOverEveryDayThatMayBeOpen() {
        CampusPlan plan = change(TWO, new EffectiveDate(NOW, Optional.empty(), true))
                .campuses()
                .get("a");

        assertThat(plan).isEqualTo(plan(MONDAY.minusDays(EffectiveDate.MAX_OPEN_DAYS), TWO));
    }

    @Test
    void aRestatementReplacesAFirstVersionThatIsYoung() {
        DistrictChange change = DistrictChange.of(
                Optional.of(DISTRICT),
                Map.of("a", plan(MONDAY, ONE)),
                DISTRICT,
                Map.of("a", TWO),
                from(MONDAY.minusDays(3), true));

        assertThat(change.lines()).containsExactly("a: from 2023-09-08: post sro: head-count 1 -> 2");
        assertThat(change.campuses().get("a").versionOn(MONDAY)).isEqualTo(TWO);
    }

    @Test
    void aCampusThatIsGoneKeepsItsPastAndNeedsNobodyFromTomorrow() {
        DistrictChange change = DistrictChange.of(Optional.of(DISTRICT), IN_FORCE, DISTRICT, Map.of(), USUAL);

        assertThat(change.lines())
                .startsWith(
                        "a: is no longer in the documents, and will need nobody",
                        "a: from 2023-09-12: post sro removed");
        CampusPlan after = change.campuses().get("a");
        assertThat(after.versionOn(MONDAY)).isEqualTo(ONE);
        assertThat(after.versionOn(TUESDAY).posts()).isEmpty();
        assertThat(DistrictChange.of(Optional.of(DISTRICT), Map.of("a", after), DISTRICT, Map.of(), USUAL)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aCampusDoesNotMove() {
        DistrictChange change = change(campus("a", ZoneId.of("America/Chicago"), 1), USUAL);

        assertThat(change.rejections()).hasSize(1).first().asString().contains("cannot move to America/Chicago");
    }

    private static DistrictChange change(Campus documents, EffectiveDate effect) {
        return DistrictChange.of(Optional.of(DISTRICT), IN_FORCE, DISTRICT, Map.of("a", documents), effect);
    }

    private static EffectiveDate from(LocalDate date, boolean restate) {
        return new EffectiveDate(NOW, Optional.of(date), restate);
    }

    private static CampusPlan plan(LocalDate from, Campus campus) {
        return new CampusPlan(campus.id(), new TreeMap<>(Map.of(from, campus)));
    }

    private static District district(String id) {
        DistrictSettings settings = new DistrictSettings(
                Duration.ofHours(12),
                Duration.ZERO,
                LADDER,
                Duration.ZERO,
                LADDER,
                Duration.ZERO,
                LADDER,
                Duration.ZERO,
                "warning",
                "warning",
                30,
                LADDER,
                0);
        return new District(
                id,
                id,
                DENVER,
                LocalDate.parse("2023-08-14"),
                List.of("warning"),
                settings,
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                Instant.MIN);
    }

    private static Campus campus(String id, ZoneId zone, int headCount) {
        Post post = new Post(
                "sro", headCount, Set.of("police"), Set.of("sro"), Set.of(), Set.of(), Duration.ofMinutes(10), LADDER);
        Schedule none = new Schedule(List.of(), Set.of(), List.of(), List.of(), List.of());
        return new Campus(id, id, zone, List.of(post), List.of(), none);
    }
}
