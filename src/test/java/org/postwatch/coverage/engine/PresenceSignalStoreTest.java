package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.oracle.CaseTime.at;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.postwatch.RecordCopy;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.OfficerLocation;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.PresenceSignal.SignalKind;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.EffectiveShift;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;
import org.postwatch.state.InMemoryStateStore;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;

/** Staffing feeds that say the same again and again, or more than anybody can use. */
class PresenceSignalStoreTest {
    private static final String BADGE = "D-1";

    private final World world = CaseWorld.monday().campus("B").world();
    private final String district = world.district().id();
    private final InMemoryStateStore store = new InMemoryStateStore();
    private final RecordingCoverageOutput output = new RecordingCoverageOutput();
    private CoverageEngine engine = new CoverageEngine(store, output, 100);

    /** A badge that a phone reports every minute, for three days and nights. */
    @Test
    void an_officer_who_checks_in_every_minute_is_missed_when_he_leaves() {
        startEngine();
        for (int minute = 0; minute < (3 * 24 + 10) * 60; minute++) {
            assertThat(signal(SignalKind.CHECKED_IN, at("00:01").plusSeconds(60L * minute)))
                    .isEqualTo(ProcessingResult.ACCEPTED);
        }
        assertThat(store.get(CoverageTables.OFFICER_STATE, new DistrictKey(district, BADGE))
                        .orElseThrow()
                        .signals())
                .as("what every sign rewrites")
                .hasSizeLessThanOrEqualTo(PagedLists.PAGE_SIZE);

        assertThat(signal(SignalKind.CALLED_AWAY, at("2026-09-17 10:00:30"))).isEqualTo(ProcessingResult.ACCEPTED);

        engine.tick(at("2026-09-17 10:01"), Optional.empty());
        List<CoverageInterval> thursday =
                output.days.get("A/sro/" + LocalDate.parse("2026-09-17")).intervals();
        assertThat(thursday)
                .extracting(CoverageInterval::state)
                .containsExactly(CoverageState.COVERED, CoverageState.UNCOVERED);
        assertThat(thursday.get(1).from()).isEqualTo(at("2026-09-17 10:00:30"));
    }

    /** Of hundreds of signs, late ones and ones that take the place of others among them, and over seals. */
    @Test
    void the_timeline_follows_from_all_signals_wherever_they_are_stored() {
        SplittableRandom dice = new SplittableRandom(7);
        for (int round = 0; round < 60; round++) {
            PresenceSignalStore signs = new PresenceSignalStore(new InMemoryStateStore());
            District known = world.district();
            Instant openFrom = at("00:00");
            Instant now = at("06:00");
            OfficerLocation sealed = OfficerLocation.UNKNOWN;
            List<PresenceSignal> open = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                now = now.plusSeconds(dice.nextInt(900));
                PresenceSignal sign =
                        randomSignal(dice, now.minusSeconds(dice.nextInt(3) == 0 ? dice.nextInt(4_000) : 0), i);
                if (sign.time().isBefore(openFrom)) {
                    continue;
                }
                assertThat(signs.add(known, sign)).isTrue();
                open.add(sign);
                if (dice.nextInt(6) == 0) {
                    PresenceSignal gone = open.remove(dice.nextInt(open.size()));
                    signs.remove(known, BADGE, gone);
                }
                if (dice.nextInt(40) == 0) {
                    Instant next = now.minusSeconds(3_600 + dice.nextInt(20_000));
                    openFrom = next.isAfter(openFrom) ? next : openFrom;
                    List<PresenceSignal> over = new ArrayList<>();
                    for (PresenceSignal one : open) {
                        if (one.time().isBefore(openFrom)) {
                            over.add(one);
                        }
                    }
                    open.removeAll(over);
                    sealed = sealed.afterSignals(
                            over, officer(), known.settings().presenceMax());
                    signs.seal(known, BADGE, openFrom);
                }
                assertThat(signs.timeline(known, BADGE))
                        .isEqualTo(sealed.timeline(
                                open, officer(), known.settings().presenceMax()));
            }
        }
    }

    private PresenceSignal randomSignal(SplittableRandom dice, Instant t, int id) {
        SignalKind kind = SignalKind.values()[dice.nextInt(4)];
        Optional<String> duty = kind.isStart() && dice.nextInt(3) == 0 ? Optional.of("sro") : Optional.empty();
        String feed = dice.nextInt(3) == 0 ? "gate" : "hr";
        return new PresenceSignal(
                new EventOrigin(district, feed, "e-" + id, t), kind, BADGE, dice.nextInt(4) == 0 ? "B" : "A", duty);
    }

    /** A feed gone wild: what finds no room could have been that the officer leaves. */
    @Test
    void after_an_overflow_the_officer_counts_nowhere() {
        fillSignals();
        heartbeat("08:00", "09:00");
        assertThat(statusOf("A")).isEqualTo(CoverageState.COVERED);
        int events = store.size(CoverageTables.EVENTS);

        ProcessingResult.Rejection tooMany = new ProcessingResult.Rejection(
                "too-many",
                "officer 'D-1' has 5000 signals in the open days already, and counts as gone from 2026-09-14T15:00:00Z"
                        + " until a day is sealed and a check-in finds room");
        assertThat(signal(SignalKind.CHECKED_IN, at("09:00"))).isEqualTo(tooMany);
        assertThat(statusOf("A")).isEqualTo(CoverageState.UNCOVERED);
        assertThat(output.days.get("A/sro/2026-09-14").intervals().get(2).from())
                .isEqualTo(at("09:00"));

        assertThat(signal(SignalKind.CHECKED_IN, at("09:00")))
                .as("reported again")
                .isEqualTo(tooMany);
        assertThat(store.size(CoverageTables.EVENTS))
                .as("it may be reported again")
                .isEqualTo(events);
        Map<String, Integer> writes = store.writes();
        assertThat(signal(SignalKind.CHECKED_IN, at("09:00:30"))).isEqualTo(tooMany);
        assertThat(signal(SignalKind.CHECKED_IN, at("09:00:10"))).isEqualTo(tooMany);
        assertThat(statusOf("A")).isEqualTo(CoverageState.UNCOVERED);
        assertThat(store.writes().get("officer-state")).isEqualTo(writes.get("officer-state"));
    }

    /** Of two signs for which there was no room the earlier one counts, whichever came first. */
    @Test
    void an_earlier_overflowed_signal_extends_the_overflow() {
        fillSignals();
        heartbeat("08:00", "09:00");
        signal(SignalKind.CHECKED_IN, at("09:00"));
        signal(SignalKind.CHECKED_OUT, at("08:40"));
        assertThat(output.days.get("A/sro/2026-09-14").intervals().get(2).from())
                .isEqualTo(at("08:40"));
    }

    /** Its day sealed, there is room: but what the officer says of before cannot be understood any more. */
    @Test
    void a_check_in_after_a_sealed_day_ends_the_overflow() {
        fillSignals();
        signal(SignalKind.CHECKED_IN, at("09:00"));
        tickTo("2026-09-16 08:00");
        signal(SignalKind.CHECKED_IN, at("2026-09-16 08:00"));
        assertThat(statusOf("A")).as("Monday is open yet").isEqualTo(CoverageState.UNCOVERED);

        tickTo("2026-09-17 08:00");
        signal(SignalKind.RETURNED, at("2026-09-17 08:00"));
        assertThat(statusOf("A")).isEqualTo(CoverageState.UNCOVERED);
        signal(SignalKind.CHECKED_IN, at("2026-09-17 08:10"));
        assertThat(statusOf("A")).isEqualTo(CoverageState.COVERED);
        assertThat(store.size(CoverageTables.SIGNALS)).isZero();

        tickTo("2026-09-20 02:00");
        assertThat(store.size(CoverageTables.SIGNAL_OVERFLOW))
                .as("the check-in is sealed")
                .isZero();
        assertThat(output.days.get("A/sro/2026-09-17").intervals())
                .extracting(CoverageInterval::state)
                .containsSubsequence(CoverageState.UNCOVERED, CoverageState.COVERED);
    }

    /** What found no room may have named another duty: who only returns has a duty that nobody knows. */
    @Test
    void a_return_does_not_end_an_overflow() {
        fillSignals();
        signal(SignalKind.CHECKED_IN, at("09:00"));
        tickTo("2026-09-17 08:00");
        signal(SignalKind.RETURNED, at("2026-09-17 08:00"));
        tickTo("2026-09-20 02:00");
        assertThat(output.days.get("A/sro/2026-09-17").sealed()).isTrue();
        assertThat(output.days.get("A/sro/2026-09-17").intervals())
                .extracting(CoverageInterval::state)
                .doesNotContain(CoverageState.COVERED);
        assertThat(store.size(CoverageTables.SIGNAL_OVERFLOW)).isOne();
    }

    @Test
    void an_officer_missing_from_the_roster_at_a_seal_returns_to_the_same_duty() {
        startEngine();
        send(new PresenceSignal(origin("in", at("08:00")), SignalKind.CHECKED_IN, BADGE, "A", Optional.of("code")));
        send(signal(SignalKind.CALLED_AWAY, at("09:00"), 1, "hr", "A"));
        engine.applyPlan(without(BADGE), engine.clock());
        tickTo("2026-09-17 07:50");
        engine.applyPlan(world.district(), engine.clock());

        signal(SignalKind.RETURNED, at("2026-09-17 08:00"));

        assertThat(statusOf("A")).isEqualTo(CoverageState.UNCOVERED);
    }

    /** Until the clock is there, all that was due looked at. */
    private void tickTo(String time) {
        while (engine.tick(at(time), Optional.empty())) {
            // more is due
        }
    }

    @Test
    void an_officer_restored_to_the_roster_counts_again_after_a_seal() {
        startEngine();
        signal(SignalKind.CHECKED_IN, at("2026-09-14 23:30"));
        engine.applyPlan(without(BADGE), engine.clock());
        // Saturday is sealed meanwhile.
        tickTo("2026-09-15 01:10");
        assertThat(store.get(CoverageTables.DISTRICT_STATE, district)
                        .orElseThrow()
                        .firstOpen())
                .isEqualTo("2026-09-13");
        engine.applyPlan(world.district(), engine.clock());

        heartbeat("2026-09-14 23:30", "2026-09-15 07:40");

        assertThat(statusOf("A")).isEqualTo(CoverageState.COVERED);
    }

    private void heartbeat(String from, String to) {
        send(new Heartbeat(origin("beat-" + to, at(to)), Optional.of(at(from))));
    }

    private District without(String badge) {
        District d = world.district();
        Map<String, Officer> officers = new HashMap<>(d.officers());
        officers.remove(badge);
        return RecordCopy.with(d, "officers", officers);
    }

    /** As many signs as find room; in the end the officer is at campus A, since 08:00. */
    private void fillSignals() {
        startEngine();
        PresenceSignalStore signs = new PresenceSignalStore(store);
        Instant t = at("00:30");
        // One by one through the watch it takes long.
        for (int i = 1; i < PresenceSignalStore.MAX_SIGNALS; i++) {
            t = t.plusSeconds(5);
            SignalKind kind = i % 2 == 0 ? SignalKind.CHECKED_IN : SignalKind.CHECKED_OUT;
            signs.add(world.district(), signal(kind, t, t.toEpochMilli(), "hr", "A"));
        }
        engine = new CoverageEngine(store, output, 100);
        engine.tick(at("08:00"), Optional.empty());
        assertThat(signal(SignalKind.CHECKED_IN, at("08:00"))).isEqualTo(ProcessingResult.ACCEPTED);
    }

    private CoverageState statusOf(String campus) {
        return output.campuses.get(campus).posts().get(0).state();
    }

    /** A roster that is sent again every hour. */
    @Test
    void a_shift_that_is_planned_repeatedly_can_still_be_moved() {
        startEngine();
        for (int hour = 0; hour < 1_000; hour++) {
            assertThat(send(plan("s-1", at("06:00").plusSeconds(hour), hour))).isEqualTo(ProcessingResult.ACCEPTED);
        }
        assertThat(changes("s-1")).hasSizeLessThanOrEqualTo(ShiftChangeCompactor.MAX_REPEATS);
        assertThat(store.size(CoverageTables.EVENTS)).isEqualTo(changes("s-1").size());
        assertThat(send(movedPlan("s-1", at("07:00"), 9_999))).isEqualTo(ProcessingResult.ACCEPTED);
        assertThat(EffectiveShift.ofChanges(changes("s-1"), Duration.ZERO)
                        .orElseThrow()
                        .planned()
                        .from())
                .isEqualTo(at("2026-09-30 07:00"));
    }

    /** For two weeks and more, every hour the same. */
    @Test
    void a_roster_that_is_sent_every_hour_stays_below_the_limit() {
        startEngine();
        Instant t = at("06:00");
        for (int hour = 0; hour < 16 * 24; hour++) {
            t = t.plusSeconds(3_600);
            assertThat(send(plan("s-1", t, hour))).isEqualTo(ProcessingResult.ACCEPTED);
            while (engine.tick(t, Optional.empty())) {
                // more is due
            }
        }
        assertThat(changes("s-1")).hasSizeLessThan(110);
        assertThat(send(movedPlan("s-1", t.plusSeconds(1), 9_999))).isEqualTo(ProcessingResult.ACCEPTED);
    }

    @Test
    void a_late_change_is_effective_for_one_hour_at_most() {
        startEngine();
        for (int i = 0; i < 60; i++) {
            send(plan("s-1", at("00:10").plusSeconds(600L * i), i));
        }
        send(movedPlan("s-1", at("00:25"), 9_999));
        EffectiveShift shift =
                EffectiveShift.ofChanges(changes("s-1"), Duration.ZERO).orElseThrow();
        assertThat(shift.planned().from()).isEqualTo(at("2026-09-30 08:00"));
        assertThat(changes("s-1").stream()
                        .filter(change -> change.time().isAfter(at("00:25")))
                        .map(Event::time)
                        .min(Comparator.naturalOrder()))
                .hasValueSatisfying(next -> assertThat(next).isBeforeOrEqualTo(at("01:25")));
    }

    @Test
    void a_cancelled_shift_is_removed_even_if_it_is_far_ahead() {
        startEngine();
        send(plan("s-1", at("06:00"), 1));
        send(plan("s-2", at("06:00"), 2));
        send(new ShiftCancelled(origin("c", at("06:10")), "s-1", BADGE, "A"));
        while (engine.tick(at("2026-09-19 12:00"), Optional.empty())) {
            // more is due
        }
        assertThat(store.get(CoverageTables.SHIFTS, new DistrictKey(district, "s-1")))
                .isEmpty();
        assertThat(store.get(CoverageTables.SHIFTS, new DistrictKey(district, "s-2")))
                .isPresent();
        assertThat(store.get(CoverageTables.CAMPUS_STATE, new CampusKey(district, "A"))
                        .orElseThrow()
                        .shifts())
                .containsExactly("s-2");
    }

    @Test
    void a_shift_over_the_plan_limit_can_still_be_cancelled() {
        startEngine();
        Instant t = at("06:00");
        for (int i = 0; i < ShiftChangeCompactor.MAX_PLANS; i++) {
            ShiftPlanned change = i % 2 == 0 ? plan("s-1", t.plusSeconds(i), i) : movedPlan("s-1", t.plusSeconds(i), i);
            assertThat(send(change)).isEqualTo(ProcessingResult.ACCEPTED);
        }
        assertThat(send(plan("s-1", t.plusSeconds(500), 500)))
                .isEqualTo(new ProcessingResult.Rejection(
                        "too-many",
                        "shift 's-1' has 400 changes already; beyond 400 it can be cancelled only, up to 500 in all"));
        assertThat(send(plan("s-2", t.plusSeconds(500), 501))).isEqualTo(ProcessingResult.ACCEPTED);
        assertThat(send(new ShiftCancelled(origin("c", t.plusSeconds(600)), "s-1", BADGE, "A")))
                .isEqualTo(ProcessingResult.ACCEPTED);
    }

    @Test
    void shift_4001_of_a_campus_is_rejected() {
        startEngine();
        Instant t = at("06:00");
        for (int i = 0; i < ShiftEventHandler.MAX_SHIFTS; i++) {
            assertThat(send(plan("s-" + i, t, i))).isEqualTo(ProcessingResult.ACCEPTED);
        }
        assertThat(send(plan("s-more", t, 9_999)))
                .isEqualTo(new ProcessingResult.Rejection("too-many", "campus 'A' has 4000 shifts already"));
        assertThat(send(plan("s-7", t, 10_000))).as("one of them, again").isEqualTo(ProcessingResult.ACCEPTED);
    }

    private void startEngine() {
        Instant start = at("00:00");
        engine.tick(start, Optional.empty());
        engine.applyPlan(world.district(), start);
        world.campuses().values().forEach(plan -> engine.applyPlan(district, plan, start));
    }

    private ProcessingResult signal(SignalKind kind, Instant t) {
        return send(signal(kind, t, t.toEpochMilli(), "hr", "A"));
    }

    private PresenceSignal signal(SignalKind kind, Instant t, long id, String feed, String campus) {
        return new PresenceSignal(new EventOrigin(district, feed, "e-" + id, t), kind, BADGE, campus, Optional.empty());
    }

    private ShiftPlanned plan(String shift, Instant t, int id) {
        return plan(shift, t, id, "08:00");
    }

    /** The same shift, an hour earlier. */
    private ShiftPlanned movedPlan(String shift, Instant t, int id) {
        return plan(shift, t, id, "07:00");
    }

    private ShiftPlanned plan(String shift, Instant t, int id, String from) {
        Instant begin = at("2026-09-30 " + from);
        return new ShiftPlanned(
                origin("p-" + id, t), shift, BADGE, "A", begin, begin.plus(Duration.ofHours(7)), Optional.empty());
    }

    private List<Event> changes(String shift) {
        return store.get(CoverageTables.SHIFTS, new DistrictKey(district, shift))
                .orElseThrow()
                .changes();
    }

    private EventOrigin origin(String id, Instant t) {
        return new EventOrigin(district, "hr", id, t);
    }

    private ProcessingResult send(Event event) {
        Instant stamp = event.time().isAfter(engine.clock()) ? event.time() : engine.clock();
        return engine.handleEvent(
                event, new RecordArrival(stamp, event.toString().getBytes(StandardCharsets.UTF_8), 0));
    }

    private Officer officer() {
        return world.district().officers().get(BADGE);
    }
}
