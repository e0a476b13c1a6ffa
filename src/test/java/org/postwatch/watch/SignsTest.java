package org.postwatch.watch;

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
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.State;
import org.postwatch.coverage.Whereabouts;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sign;
import org.postwatch.event.Sign.Kind;
import org.postwatch.incident.Shift;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;

/** Staffing feeds that say the same again and again, or more than anybody can use. */
class SignsTest {
    private static final String BADGE = "D-1";

    private final World world = CaseWorld.monday().campus("B").world();
    private final String district = world.district().id();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Heeded heeded = new Heeded();
    private Watch watch = new Watch(ledger, heeded, 100);

    /** A badge that a phone reports every minute, for three days and nights. */
    @Test
    void who_is_there_every_minute_is_missed_the_moment_he_leaves() {
        watching();
        for (int minute = 0; minute < (3 * 24 + 10) * 60; minute++) {
            assertThat(sign(Kind.CHECKED_IN, at("00:01").plusSeconds(60L * minute)))
                    .isEqualTo(Verdict.TAKEN);
        }
        assertThat(ledger.get(CoverageTables.OFFICERS, district + "/" + BADGE)
                        .orElseThrow()
                        .signs())
                .as("what every sign rewrites")
                .hasSizeLessThanOrEqualTo(Rows.ROW_MAX);

        assertThat(sign(Kind.CALLED_AWAY, at("2026-09-17 10:00:30"))).isEqualTo(Verdict.TAKEN);

        watch.tick(at("2026-09-17 10:01"), Optional.empty());
        List<Interval> thursday =
                heeded.days.get("A/sro/" + LocalDate.parse("2026-09-17")).intervals();
        assertThat(thursday).extracting(Interval::state).containsExactly(State.COVERED, State.UNCOVERED);
        assertThat(thursday.get(1).from()).isEqualTo(at("2026-09-17 10:00:30"));
    }

    /** Of hundreds of signs, late ones and ones that take the place of others among them, and over seals. */
    @Test
    void where_an_officer_was_follows_from_all_signs_wherever_they_lie() {
        SplittableRandom dice = new SplittableRandom(7);
        for (int round = 0; round < 60; round++) {
            Signs signs = new Signs(new MemoryLedger());
            District known = world.district();
            Instant openFrom = at("00:00");
            Instant now = at("06:00");
            Whereabouts sealed = Whereabouts.UNKNOWN;
            List<Sign> open = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                now = now.plusSeconds(dice.nextInt(900));
                Sign sign = any(dice, now.minusSeconds(dice.nextInt(3) == 0 ? dice.nextInt(4_000) : 0), i);
                if (sign.time().isBefore(openFrom)) {
                    continue;
                }
                assertThat(signs.add(known, sign)).isTrue();
                open.add(sign);
                if (dice.nextInt(6) == 0) {
                    Sign gone = open.remove(dice.nextInt(open.size()));
                    signs.remove(known, BADGE, gone);
                }
                if (dice.nextInt(40) == 0) {
                    Instant next = now.minusSeconds(3_600 + dice.nextInt(20_000));
                    openFrom = next.isAfter(openFrom) ? next : openFrom;
                    List<Sign> over = new ArrayList<>();
                    for (Sign one : open) {
                        if (one.time().isBefore(openFrom)) {
                            over.add(one);
                        }
                    }
                    open.removeAll(over);
                    sealed = sealed.after(over, officer(), known.settings().presenceMax());
                    signs.seal(known, BADGE, openFrom);
                }
                assertThat(signs.track(known, BADGE))
                        .isEqualTo(
                                sealed.track(open, officer(), known.settings().presenceMax()));
            }
        }
    }

    private Sign any(SplittableRandom dice, Instant t, int id) {
        Kind kind = Kind.values()[dice.nextInt(4)];
        Optional<String> duty = kind.isStart() && dice.nextInt(3) == 0 ? Optional.of("sro") : Optional.empty();
        String feed = dice.nextInt(3) == 0 ? "gate" : "hr";
        return new Sign(new Origin(district, feed, "e-" + id, t), kind, BADGE, dice.nextInt(4) == 0 ? "B" : "A", duty);
    }

    /** A feed gone wild: what finds no room could have been that the officer leaves. */
    @Test
    void who_told_too_much_counts_nowhere_from_then_on() {
        full();
        hear("08:00", "09:00");
        assertThat(state("A")).isEqualTo(State.COVERED);
        int events = ledger.size(CoverageTables.EVENTS);

        Verdict.SetAside tooMany = new Verdict.SetAside(
                "too-many",
                "officer 'D-1' has 5000 signs in the open days already, and counts as gone from 2026-09-14T15:00:00Z on:"
                        + " until a day is sealed, and a check-in then finds room");
        assertThat(sign(Kind.CHECKED_IN, at("09:00"))).isEqualTo(tooMany);
        assertThat(state("A")).isEqualTo(State.UNCOVERED);
        assertThat(heeded.days.get("A/sro/2026-09-14").intervals().get(2).from())
                .isEqualTo(at("09:00"));

        assertThat(sign(Kind.CHECKED_IN, at("09:00"))).as("told again").isEqualTo(tooMany);
        assertThat(ledger.size(CoverageTables.EVENTS))
                .as("it may be told again")
                .isEqualTo(events);
        Map<String, Integer> writes = ledger.writes();
        assertThat(sign(Kind.CHECKED_IN, at("09:00:30"))).isEqualTo(tooMany);
        assertThat(sign(Kind.CHECKED_IN, at("09:00:10"))).isEqualTo(tooMany);
        assertThat(state("A")).isEqualTo(State.UNCOVERED);
        assertThat(ledger.writes().get("officers")).isEqualTo(writes.get("officers"));
    }

    /** Of two signs for which there was no room the earlier one counts, whichever came first. */
    @Test
    void what_found_no_room_and_was_earlier_is_heeded_too() {
        full();
        hear("08:00", "09:00");
        sign(Kind.CHECKED_IN, at("09:00"));
        sign(Kind.CHECKED_OUT, at("08:40"));
        assertThat(heeded.days.get("A/sro/2026-09-14").intervals().get(2).from())
                .isEqualTo(at("08:40"));
    }

    /** Its day sealed, there is room: but what the officer says of before cannot be understood any more. */
    @Test
    void who_told_too_much_is_believed_again_once_there_is_room() {
        full();
        sign(Kind.CHECKED_IN, at("09:00"));
        tickTo("2026-09-16 08:00");
        sign(Kind.CHECKED_IN, at("2026-09-16 08:00"));
        assertThat(state("A")).as("Monday is open yet").isEqualTo(State.UNCOVERED);

        tickTo("2026-09-17 08:00");
        sign(Kind.RETURNED, at("2026-09-17 08:00"));
        assertThat(state("A")).isEqualTo(State.UNCOVERED);
        sign(Kind.CHECKED_IN, at("2026-09-17 08:10"));
        assertThat(state("A")).isEqualTo(State.COVERED);
        assertThat(ledger.size(CoverageTables.SIGNS)).isZero();

        tickTo("2026-09-20 02:00");
        assertThat(ledger.size(CoverageTables.UNHEARD))
                .as("the check-in is sealed")
                .isZero();
        assertThat(heeded.days.get("A/sro/2026-09-17").intervals())
                .extracting(Interval::state)
                .containsSubsequence(State.UNCOVERED, State.COVERED);
    }

    /** What found no room may have named another duty: who only returns has a duty that nobody knows. */
    @Test
    void who_told_too_much_and_only_returns_counts_neither_now_nor_when_the_day_is_final() {
        full();
        sign(Kind.CHECKED_IN, at("09:00"));
        tickTo("2026-09-17 08:00");
        sign(Kind.RETURNED, at("2026-09-17 08:00"));
        tickTo("2026-09-20 02:00");
        assertThat(heeded.days.get("A/sro/2026-09-17").sealed()).isTrue();
        assertThat(heeded.days.get("A/sro/2026-09-17").intervals())
                .extracting(Interval::state)
                .doesNotContain(State.COVERED);
        assertThat(ledger.size(CoverageTables.UNHEARD)).isOne();
    }

    @Test
    void who_was_not_in_the_roster_at_a_seal_returns_to_the_duty_that_he_had() {
        watching();
        tell(new Sign(origin("in", at("08:00")), Kind.CHECKED_IN, BADGE, "A", Optional.of("code")));
        tell(sign(Kind.CALLED_AWAY, at("09:00"), 1, "hr", "A"));
        watch.plan(without(BADGE), watch.clock());
        tickTo("2026-09-17 07:50");
        watch.plan(world.district(), watch.clock());

        sign(Kind.RETURNED, at("2026-09-17 08:00"));

        assertThat(state("A")).isEqualTo(State.UNCOVERED);
    }

    /** Until the clock is there, all that was due looked at. */
    private void tickTo(String time) {
        while (watch.tick(at(time), Optional.empty())) {
            // more is due
        }
    }

    @Test
    void who_is_taken_out_of_the_roster_by_mistake_counts_when_he_is_back_also_after_a_seal() {
        watching();
        sign(Kind.CHECKED_IN, at("2026-09-14 23:30"));
        watch.plan(without(BADGE), watch.clock());
        // Saturday is sealed meanwhile.
        tickTo("2026-09-15 01:10");
        assertThat(ledger.get(CoverageTables.DISTRICT_STATE, district)
                        .orElseThrow()
                        .firstOpen())
                .isEqualTo("2026-09-13");
        watch.plan(world.district(), watch.clock());

        hear("2026-09-14 23:30", "2026-09-15 07:40");

        assertThat(state("A")).isEqualTo(State.COVERED);
    }

    private void hear(String from, String to) {
        tell(new Heartbeat(origin("beat-" + to, at(to)), Optional.of(at(from))));
    }

    private District without(String badge) {
        District d = world.district();
        Map<String, Officer> officers = new HashMap<>(d.officers());
        officers.remove(badge);
        return new District(
                d.id(),
                d.name(),
                d.zone(),
                d.first(),
                d.severities(),
                d.settings(),
                d.agencies(),
                officers,
                d.agreements(),
                d.exemptions(),
                d.feeds(),
                d.barred(),
                d.watchedFrom());
    }

    /** As many signs as find room; in the end the officer is at campus A, since 08:00. */
    private void full() {
        watching();
        Signs signs = new Signs(ledger);
        Instant t = at("00:30");
        // One by one through the watch it takes long.
        for (int i = 1; i < Signs.SIGNS_MAX; i++) {
            t = t.plusSeconds(5);
            Kind kind = i % 2 == 0 ? Kind.CHECKED_IN : Kind.CHECKED_OUT;
            signs.add(world.district(), sign(kind, t, t.toEpochMilli(), "hr", "A"));
        }
        watch = new Watch(ledger, heeded, 100);
        watch.tick(at("08:00"), Optional.empty());
        assertThat(sign(Kind.CHECKED_IN, at("08:00"))).isEqualTo(Verdict.TAKEN);
    }

    private State state(String campus) {
        return heeded.campuses.get(campus).posts().get(0).state();
    }

    /** A roster that is sent anew every hour. */
    @Test
    void a_shift_that_is_planned_the_same_again_and_again_can_still_be_moved() {
        watching();
        for (int hour = 0; hour < 1_000; hour++) {
            assertThat(tell(plan("s-1", at("06:00").plusSeconds(hour), hour))).isEqualTo(Verdict.TAKEN);
        }
        assertThat(changes("s-1")).hasSizeLessThanOrEqualTo(ShiftChanges.REPEATS_MAX);
        assertThat(ledger.size(CoverageTables.EVENTS)).isEqualTo(changes("s-1").size());
        assertThat(tell(moved("s-1", at("07:00"), 9_999))).isEqualTo(Verdict.TAKEN);
        assertThat(Shift.standing(changes("s-1"), Duration.ZERO)
                        .orElseThrow()
                        .plan()
                        .from())
                .isEqualTo(at("2026-09-30 07:00"));
    }

    /** For two weeks and more, every hour the same. */
    @Test
    void a_roster_that_is_sent_every_hour_does_not_use_up_the_room() {
        watching();
        Instant t = at("06:00");
        for (int hour = 0; hour < 16 * 24; hour++) {
            t = t.plusSeconds(3_600);
            assertThat(tell(plan("s-1", t, hour))).isEqualTo(Verdict.TAKEN);
            while (watch.tick(t, Optional.empty())) {
                // more is due
            }
        }
        assertThat(changes("s-1")).hasSizeLessThan(110);
        assertThat(tell(moved("s-1", t.plusSeconds(1), 9_999))).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void a_change_that_comes_late_stands_for_an_hour_at_most() {
        watching();
        for (int i = 0; i < 60; i++) {
            tell(plan("s-1", at("00:10").plusSeconds(600L * i), i));
        }
        tell(moved("s-1", at("00:25"), 9_999));
        Shift shift = Shift.standing(changes("s-1"), Duration.ZERO).orElseThrow();
        assertThat(shift.plan().from()).isEqualTo(at("2026-09-30 08:00"));
        assertThat(changes("s-1").stream()
                        .filter(change -> change.time().isAfter(at("00:25")))
                        .map(Event::time)
                        .min(Comparator.naturalOrder()))
                .hasValueSatisfying(next -> assertThat(next).isBeforeOrEqualTo(at("01:25")));
    }

    @Test
    void a_shift_that_was_called_off_is_forgotten_though_it_was_far_ahead() {
        watching();
        tell(plan("s-1", at("06:00"), 1));
        tell(plan("s-2", at("06:00"), 2));
        tell(new ShiftCancelled(origin("c", at("06:10")), "s-1", BADGE, "A"));
        while (watch.tick(at("2026-09-19 12:00"), Optional.empty())) {
            // more is due
        }
        assertThat(ledger.get(CoverageTables.SHIFTS, district + "/s-1")).isEmpty();
        assertThat(ledger.get(CoverageTables.SHIFTS, district + "/s-2")).isPresent();
        assertThat(ledger.get(CoverageTables.CAMPUS_STATE, district + "/A")
                        .orElseThrow()
                        .shifts())
                .containsExactly("s-2");
    }

    @Test
    void a_shift_that_was_planned_too_often_can_still_be_cancelled() {
        watching();
        Instant t = at("06:00");
        for (int i = 0; i < ShiftChanges.PLANS_MAX; i++) {
            ShiftPlanned change = i % 2 == 0 ? plan("s-1", t.plusSeconds(i), i) : moved("s-1", t.plusSeconds(i), i);
            assertThat(tell(change)).isEqualTo(Verdict.TAKEN);
        }
        assertThat(tell(plan("s-1", t.plusSeconds(500), 500)))
                .isEqualTo(new Verdict.SetAside(
                        "too-many",
                        "shift 's-1' has 400 changes already; beyond 400 it can be cancelled only, up to 500 in all"));
        assertThat(tell(plan("s-2", t.plusSeconds(500), 501))).isEqualTo(Verdict.TAKEN);
        assertThat(tell(new ShiftCancelled(origin("c", t.plusSeconds(600)), "s-1", BADGE, "A")))
                .isEqualTo(Verdict.TAKEN);
    }

    @Test
    void the_four_thousand_and_first_shift_of_a_campus_is_set_aside() {
        watching();
        Instant t = at("06:00");
        for (int i = 0; i < StaffingDesk.SHIFTS_MAX; i++) {
            assertThat(tell(plan("s-" + i, t, i))).isEqualTo(Verdict.TAKEN);
        }
        assertThat(tell(plan("s-more", t, 9_999)))
                .isEqualTo(new Verdict.SetAside("too-many", "campus 'A' has 4000 shifts already"));
        assertThat(tell(plan("s-7", t, 10_000))).as("one of them, anew").isEqualTo(Verdict.TAKEN);
    }

    private void watching() {
        Instant start = at("00:00");
        watch.tick(start, Optional.empty());
        watch.plan(world.district(), start);
        world.campuses().values().forEach(plan -> watch.plan(district, plan, start));
    }

    private Verdict sign(Kind kind, Instant t) {
        return tell(sign(kind, t, t.toEpochMilli(), "hr", "A"));
    }

    private Sign sign(Kind kind, Instant t, long id, String feed, String campus) {
        return new Sign(new Origin(district, feed, "e-" + id, t), kind, BADGE, campus, Optional.empty());
    }

    private ShiftPlanned plan(String shift, Instant t, int id) {
        return plan(shift, t, id, "08:00");
    }

    /** The same shift, an hour earlier. */
    private ShiftPlanned moved(String shift, Instant t, int id) {
        return plan(shift, t, id, "07:00");
    }

    private ShiftPlanned plan(String shift, Instant t, int id, String from) {
        Instant begin = at("2026-09-30 " + from);
        return new ShiftPlanned(
                origin("p-" + id, t), shift, BADGE, "A", begin, begin.plus(Duration.ofHours(7)), Optional.empty());
    }

    private List<Event> changes(String shift) {
        return ledger.get(CoverageTables.SHIFTS, district + "/" + shift)
                .orElseThrow()
                .changes();
    }

    private Origin origin(String id, Instant t) {
        return new Origin(district, "hr", id, t);
    }

    private Verdict tell(Event event) {
        Instant stamp = event.time().isAfter(watch.clock()) ? event.time() : watch.clock();
        return watch.event(event, new Receipt(stamp, event.toString().getBytes(StandardCharsets.UTF_8), 0));
    }

    private Officer officer() {
        return world.district().officers().get(BADGE);
    }
}
