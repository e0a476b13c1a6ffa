package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Sighting;
import org.postwatch.incident.Changes;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.ManyReports;
import org.postwatch.incident.Transition;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Window;

/** History kinds: small state machines on arrival. What was said stays said. */
final class HistoryDesk {
    /** Presses and answers older than this are evidence in the history, no more. */
    private static final Duration PRESS_AGE_MAX = Duration.ofHours(1);
    /** A buzzer's contact may chatter, and visitors press again: a press within this time is the same press. */
    private static final Duration SAME_PRESS = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final Voice voice;
    private final Deadlines deadlines;
    private final CampusIndex index;

    HistoryDesk(Ledger ledger, Voice voice, Deadlines deadlines, CampusIndex index) {
        this.index = index;
        this.ledger = ledger;
        this.voice = voice;
        this.deadlines = deadlines;
    }

    void pressed(District district, CampusPlan plan, EntranceEvent press, Instant clock) {
        Optional<Window> window = index.get(district.id(), plan.id()).windowAt(press.time());
        Instant due = press.time().plus(district.settings().buzzerLimit());
        HistoryPage page = page(district, plan);
        boolean counts = window.isPresent()
                && due.isBefore(window.get().span().to())
                && window.get().span().to().isAfter(clock)
                && press.time().isAfter(clock.minus(PRESS_AGE_MAX))
                && !isCounted(page, press);
        if (!counts) {
            return;
        }
        page.count(press, clock.minus(PRESS_AGE_MAX));
        // One that was pressed a moment later and came first is this one.
        page.take(later -> later.entrance().equals(press.entrance()) && isSame(press.time(), later.time()));
        boolean waits = page.answeredAt(press.entrance())
                        .filter(t -> !t.isBefore(press.time()))
                        .isEmpty()
                && !page.presses().contains(press)
                && !page.isOpen(pressId(press));
        if (waits) {
            page.add(press);
            if (due.isBefore(clock)) {
                expire(page, clock);
            }
        }
        save(page);
    }

    private static boolean isCounted(HistoryPage page, EntranceEvent press) {
        return page.countedAt(press.entrance())
                        .filter(counted -> isSame(counted, press.time()))
                        .isPresent()
                || page.presses().stream()
                        .anyMatch(waiting ->
                                waiting.entrance().equals(press.entrance()) && isSame(waiting.time(), press.time()))
                || page.open(Kind.BUZZER_UNANSWERED).stream()
                        .anyMatch(incident -> incident.labels().get("entrance").equals(press.entrance())
                                && isSame(
                                        press.time(), incident.episodes().get(0).from()));
    }

    private static boolean isSame(Instant counted, Instant press) {
        return !press.isBefore(counted) && press.isBefore(counted.plus(SAME_PRESS));
    }

    /** Admitted, denied or cancelled: settles every earlier press at this entrance. */
    void answered(District district, CampusPlan plan, EntranceEvent answer, Instant clock) {
        HistoryPage page = page(district, plan);
        Duration limit = district.settings().buzzerLimit();
        page.take(press -> press.entrance().equals(answer.entrance())
                && !press.time().isAfter(answer.time())
                && !answer.time().isAfter(press.time().plus(limit)));
        // What waited too long is said to have, though the answer came before a tick did.
        expire(page, clock);
        List<Incident> settled = page.open(Kind.BUZZER_UNANSWERED).stream()
                .filter(i -> i.labels().get("entrance").equals(answer.entrance())
                        && !i.episodes().get(0).from().isAfter(answer.time()))
                .toList();
        for (Incident incident : settled) {
            if (!answer.time().isAfter(incident.episodes().get(0).opened())) {
                // It was answered in time; that was only heard of too late.
                voice.transition(new Transition(
                        district.id(), incident, Transition.Change.WITHDRAWN, clock, clock, Optional.empty()));
                voice.incidentGone(district.id(), incident.id());
            } else {
                close(district, incident, answer.time(), "answered", clock);
            }
        }
        page.close(settled);
        // Kept although nobody waited: its press may be on the way.
        page.note(answer, clock, PRESS_AGE_MAX);
        save(page);
    }

    void forced(District district, CampusPlan plan, EntranceEvent event, Instant clock) {
        String id = Kind.ENTRANCE_FORCED.wireName() + "/" + plan.id() + "/" + event.entrance() + "/" + event.source()
                + "/" + event.id();
        HistoryPage page = page(district, plan);
        open(
                page,
                new Opening(
                        id,
                        Kind.ENTRANCE_FORCED,
                        Map.of("campus", plan.id(), "entrance", event.entrance()),
                        event.time(),
                        event.time(),
                        district.settings().forcedSeverity(),
                        List.of(Reason.of("door-forced", event.entrance()))),
                clock);
        save(page);
    }

    void secured(District district, CampusPlan plan, EntranceEvent event, Instant clock) {
        HistoryPage page = page(district, plan);
        List<Incident> secured = page.open(Kind.ENTRANCE_FORCED).stream()
                .filter(i -> i.labels().get("entrance").equals(event.entrance())
                        && !event.time().isBefore(i.episodes().get(0).opened()))
                .toList();
        if (!secured.isEmpty()) {
            secured.forEach(incident -> close(district, incident, event.time(), "secured", clock));
            page.close(secured);
            save(page);
        }
    }

    /**
     * What is urgent is always as severe as can be.
     *
     * @param suffix of the incident's id
     * @param mark says what is wrong with the event, if anything
     */
    void urgent(
            District district,
            CampusPlan plan,
            Event event,
            String suffix,
            Instant at,
            Optional<Reason> mark,
            Instant clock) {
        Kind kind = urgentKind(event);
        String id = kind.wireName() + "/" + plan.id() + "/" + event.source() + "/" + event.id() + suffix;
        List<Reason> reasons = new ArrayList<>();
        reasons.add(
                event instanceof Sighting seen && seen.device().isPresent()
                        ? Reason.of(kind.wireName(), seen.device().get())
                        : Reason.of(kind.wireName()));
        mark.ifPresent(reasons::add);
        HistoryPage page = page(district, plan);
        Optional<String> place = event instanceof Sighting seen ? seen.device() : Optional.empty();
        Opening opening = new Opening(
                id,
                kind,
                Map.of("campus", plan.id()),
                at,
                at,
                district.severities().get(district.severities().size() - 1),
                reasons);
        urgent(page, opening, event.source(), place, clock);
        save(page);
    }

    private static Kind urgentKind(Event event) {
        if (event.type() == EventType.WEAPON_SEEN) {
            return Kind.WEAPON_SEEN;
        }
        throw new IllegalArgumentException("no kind of incident is known for the urgent event " + event.type());
    }

    /**
     * Opens an incident, or lists it with others of its feed. The minute is that of the arrival: a feed whose clock is wrong
     * cannot spread its reports over many.
     */
    private void urgent(HistoryPage page, Opening opening, String feed, Optional<String> place, Instant clock) {
        Instant minute = clock.truncatedTo(ChronoUnit.MINUTES);
        List<Reason> own = page.reports(feed, minute);
        Reason report = ManyReports.report(opening.id, place, opening.from);
        if (page.isOpen(opening.id) || ManyReports.incidents(own).contains(opening.id)) {
            return;
        }
        if (own.size() < ManyReports.OWN_MAX) {
            page.report(feed, minute, report);
            open(page, opening, clock);
            return;
        }
        String id = Kind.MANY_REPORTS.wireName() + "/" + page.plan().id() + "/" + feed + "/" + minute;
        Optional<Incident> known = page.find(id);
        if (known.isPresent()) {
            list(page, known.get(), report, opening.severity, clock);
        } else {
            open(
                    page,
                    new Opening(
                            id,
                            Kind.MANY_REPORTS,
                            Map.of("campus", page.plan().id(), "feed", feed),
                            opening.from,
                            opening.at,
                            opening.severity,
                            ManyReports.with(own, report)),
                    clock);
        }
    }

    /** Recipients are notified at once of a report from a device or entrance that no report before it came from. */
    private void list(HistoryPage page, Incident many, Reason report, String severity, Instant clock) {
        List<Reason> listed = ManyReports.with(many.reasons(), report);
        if (listed.equals(many.reasons())) {
            return;
        }
        Episode before = many.episodes().get(0);
        List<Episode.Step> steps = new ArrayList<>(before.steps());
        if (ManyReports.isElsewhere(many.reasons(), report)) {
            Instant last = steps.get(steps.size() - 1).at();
            steps.add(new Episode.Step(clock.isAfter(last) ? clock : last.plusMillis(1), severity));
        }
        Episode now = new Episode(before.from(), before.opened(), before.closed(), before.by(), steps);
        Incident more = Incident.of(many.id(), many.kind(), many.labels(), List.of(now), listed);
        Changes.between(page.district().id(), Optional.of(many), Optional.of(more), clock)
                .forEach(voice::transition);
        voice.incident(page.district().id(), more);
        page.open(more);
    }

    /** An operator says that it is over, and all that it lists. False when no such incident is open. */
    boolean resolve(District district, String campus, String incidentId, Instant at, Instant clock) {
        Optional<CampusPlan> plan = ledger.get(CoverageTables.CAMPUSES, district.id() + "/" + campus);
        if (plan.isEmpty()) {
            return false;
        }
        HistoryPage page = page(district, plan.get());
        Optional<Incident> incident = page.find(incidentId).filter(i -> i.kind().isClosedByOperators());
        incident.ifPresent(i -> {
            List<Incident> all = new ArrayList<>(List.of(i));
            if (i.kind() == Kind.MANY_REPORTS) {
                ManyReports.incidents(i.reasons()).forEach(id -> page.find(id).ifPresent(all::add));
            }
            for (Incident one : all) {
                Instant opened = one.episodes().get(0).opened();
                close(district, one, at.isAfter(opened) ? at : opened.plusMillis(1), "resolved", clock);
            }
            page.close(all);
            save(page);
        });
        return incident.isPresent();
    }

    /** Opens what has waited too long and closes what its window's end closes; notes when to look again. */
    void look(District district, CampusPlan plan, Instant clock) {
        HistoryPage page = page(district, plan);
        expire(page, clock);
        save(page);
    }

    private void expire(HistoryPage page, Instant clock) {
        District district = page.district();
        CampusPlan plan = page.plan();
        Duration limit = district.settings().buzzerLimit();
        // An answer at exactly the limit is in time, so a press is unanswered only after it.
        for (EntranceEvent press : page.take(p -> p.time().plus(limit).isBefore(clock))) {
            open(
                    page,
                    new Opening(
                            pressId(press),
                            Kind.BUZZER_UNANSWERED,
                            Map.of("campus", plan.id(), "entrance", press.entrance()),
                            press.time(),
                            press.time().plus(limit),
                            district.settings().buzzerSeverity(),
                            List.of(Reason.of("pressed", press.entrance(), press.time()))),
                    clock);
        }
        List<Incident> over = page.open(Kind.BUZZER_UNANSWERED).stream()
                .filter(i -> !windowEnd(page, i).isAfter(clock))
                .toList();
        over.forEach(incident -> close(district, incident, windowEnd(page, incident), "window-ended", clock));
        page.close(over);
    }

    private record Opening(
            String id,
            Kind kind,
            Map<String, String> labels,
            Instant from,
            Instant at,
            String severity,
            List<Reason> reasons) {}

    private void open(HistoryPage page, Opening opening, Instant clock) {
        if (page.isOpen(opening.id)) {
            return;
        }
        Episode episode = new Episode(
                opening.from,
                opening.at,
                Optional.empty(),
                Optional.empty(),
                List.of(new Episode.Step(opening.at, opening.severity)));
        Incident incident = Incident.of(opening.id, opening.kind, opening.labels, List.of(episode), opening.reasons);
        Changes.between(page.district().id(), Optional.empty(), Optional.of(incident), clock)
                .forEach(voice::transition);
        voice.incident(page.district().id(), incident);
        page.open(incident);
    }

    private void close(District district, Incident incident, Instant at, String by, Instant clock) {
        Episode episode = incident.episodes().get(0);
        Incident closed = Incident.of(
                incident.id(),
                incident.kind(),
                incident.labels(),
                List.of(new Episode(
                        episode.from(), episode.opened(), Optional.of(at), Optional.of(by), episode.steps())),
                incident.reasons());
        Changes.between(district.id(), Optional.of(incident), Optional.of(closed), clock)
                .forEach(voice::transition);
        voice.incident(district.id(), closed);
    }

    private HistoryPage page(District district, CampusPlan plan) {
        String key = key(district, plan);
        return new HistoryPage(
                district, plan, ledger.get(CoverageTables.HISTORY, key).orElse(Memory.OfHistory.NEW));
    }

    /** Puts what changed, with the deadline that follows from it. */
    private void save(HistoryPage page) {
        Instant next = Memory.NEVER;
        for (EntranceEvent press : page.presses()) {
            Instant due =
                    press.time().plus(page.district().settings().buzzerLimit()).plusMillis(1);
            next = due.isBefore(next) ? due : next;
        }
        for (Incident incident : page.open(Kind.BUZZER_UNANSWERED)) {
            Instant end = windowEnd(page, incident);
            next = end.isBefore(next) ? end : next;
        }
        String key = key(page.district(), page.plan());
        deadlines.move(Deadlines.Kind.HISTORY, key, page.before().deadline(), next);
        Memory.OfHistory state = page.after(next);
        if (!state.equals(page.before())) {
            ledger.put(CoverageTables.HISTORY, key, state);
        }
    }

    private Instant windowEnd(HistoryPage page, Incident incident) {
        Instant pressed = incident.episodes().get(0).from();
        return index.get(page.district().id(), page.plan().id())
                .windowAt(pressed)
                .map(w -> w.span().to())
                .orElse(pressed.plus(PRESS_AGE_MAX));
    }

    private static String pressId(EntranceEvent press) {
        return Kind.BUZZER_UNANSWERED.wireName() + "/" + press.campus() + "/" + press.entrance() + "/" + press.source()
                + "/" + press.id();
    }

    private static String key(District district, CampusPlan plan) {
        return district.id() + "/" + plan.id();
    }
}
