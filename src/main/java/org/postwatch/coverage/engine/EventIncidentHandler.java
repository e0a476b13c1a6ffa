package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.EntranceEvent;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentDiff;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.ManyReportsIncident;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.state.StateStore;

/** History kinds: small state machines on arrival. What was said stays said. */
final class EventIncidentHandler {
    /** Presses and answers older than this are evidence in the history, no more. */
    private static final Duration MAX_PRESS_AGE = Duration.ofHours(1);
    /** A buzzer's contact may chatter, and visitors press again: a press within this time is the same press. */
    private static final Duration PRESS_DEBOUNCE = Duration.ofSeconds(30);

    private final StateStore store;
    private final CoverageOutput output;
    private final CampusCache campusCache;

    EventIncidentHandler(StateStore ledger, CoverageOutput voice, CampusCache index) {
        this.campusCache = index;
        this.store = ledger;
        this.output = voice;
    }

    void handlePress(District district, CampusPlan plan, EntranceEvent press, Instant clock) {
        Optional<DutyWindow> window = campusCache.get(district.id(), plan.id()).windowAt(press.time());
        Instant due = press.time().plus(district.settings().buzzerLimit());
        EventIncidentEditor page = editor(district, plan);
        boolean counts = window.isPresent()
                && due.isBefore(window.get().span().to())
                && window.get().span().to().isAfter(clock)
                && press.time().isAfter(clock.minus(MAX_PRESS_AGE))
                && !isRepeatedPress(page, press);
        if (!counts) {
            return;
        }
        page.recordPress(press, clock.minus(MAX_PRESS_AGE));
        // One that was pressed a moment later and came first is this one.
        page.removePresses(
                later -> later.entrance().equals(press.entrance()) && isSamePress(press.time(), later.time()));
        boolean waits = page.lastAnswerAt(press.entrance())
                        .filter(t -> !t.isBefore(press.time()))
                        .isEmpty()
                && !page.presses().contains(press)
                && !page.isOpen(pressId(press));
        if (waits) {
            page.addPress(press);
            if (due.isBefore(clock)) {
                expire(page, clock);
            }
        }
        save(page);
    }

    private static boolean isRepeatedPress(EventIncidentEditor page, EntranceEvent press) {
        return page.lastPressAt(press.entrance())
                        .filter(counted -> isSamePress(counted, press.time()))
                        .isPresent()
                || page.presses().stream()
                        .anyMatch(waiting -> waiting.entrance().equals(press.entrance())
                                && isSamePress(waiting.time(), press.time()))
                || page.openOfKind(IncidentKind.BUZZER_UNANSWERED).stream()
                        .anyMatch(incident -> incident.labels().get("entrance").equals(press.entrance())
                                && isSamePress(
                                        press.time(), incident.episodes().get(0).startedAt()));
    }

    private static boolean isSamePress(Instant counted, Instant press) {
        return !press.isBefore(counted) && press.isBefore(counted.plus(PRESS_DEBOUNCE));
    }

    /** Admitted, denied or cancelled: settles every earlier press at this entrance. */
    void handleAnswer(District district, CampusPlan plan, EntranceEvent answer, Instant clock) {
        EventIncidentEditor page = editor(district, plan);
        Duration limit = district.settings().buzzerLimit();
        page.removePresses(press -> press.entrance().equals(answer.entrance())
                && !press.time().isAfter(answer.time())
                && !answer.time().isAfter(press.time().plus(limit)));
        // What waited too long is said to have, though the answer came before a tick did.
        expire(page, clock);
        List<Incident> settled = page.openOfKind(IncidentKind.BUZZER_UNANSWERED).stream()
                .filter(i -> i.labels().get("entrance").equals(answer.entrance())
                        && !i.episodes().get(0).startedAt().isAfter(answer.time()))
                .toList();
        for (Incident incident : settled) {
            if (!answer.time().isAfter(incident.episodes().get(0).openedAt())) {
                // It was answered in time; that was only heard of too late.
                output.publishTransition(new IncidentTransition(
                        district.id(),
                        incident,
                        IncidentTransition.IncidentChange.WITHDRAWN,
                        clock,
                        clock,
                        Optional.empty()));
                output.removeIncident(district.id(), incident.id());
            } else {
                close(district, incident, answer.time(), "answered", clock);
            }
        }
        page.close(settled);
        // Kept although nobody waited: its press may be on the way.
        page.recordAnswer(answer, clock, MAX_PRESS_AGE);
        save(page);
    }

    void handleForcedDoor(District district, CampusPlan plan, EntranceEvent event, Instant clock) {
        String id = IncidentId.of(IncidentKind.ENTRANCE_FORCED, plan.id(), event.entrance(), event.source(), event.id())
                .text();
        EventIncidentEditor page = editor(district, plan);
        open(
                page,
                new IncidentOpening(
                        id,
                        IncidentKind.ENTRANCE_FORCED,
                        Map.of("campus", plan.id(), "entrance", event.entrance()),
                        event.time(),
                        event.time(),
                        district.settings().forcedSeverity(),
                        List.of(Reason.of("door-forced", event.entrance()))),
                clock);
        save(page);
    }

    void handleSecuredDoor(District district, CampusPlan plan, EntranceEvent event, Instant clock) {
        EventIncidentEditor page = editor(district, plan);
        List<Incident> secured = page.openOfKind(IncidentKind.ENTRANCE_FORCED).stream()
                .filter(i -> i.labels().get("entrance").equals(event.entrance())
                        && !event.time().isBefore(i.episodes().get(0).openedAt()))
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
    void openUrgent(
            District district,
            CampusPlan plan,
            DetectionEvent event,
            String suffix,
            Instant at,
            Optional<Reason> mark,
            Instant clock) {
        IncidentKind kind = IncidentKind.ofUrgentEvent(event.type());
        String id = IncidentId.of(kind, plan.id(), event.source(), event.id()).text() + suffix;
        List<Reason> reasons = new ArrayList<>();
        reasons.add(event.device()
                .map(device -> Reason.of(kind.wireName(), device))
                .orElseGet(() -> Reason.of(kind.wireName())));
        mark.ifPresent(reasons::add);
        EventIncidentEditor page = editor(district, plan);
        IncidentOpening opening = new IncidentOpening(
                id,
                kind,
                Map.of("campus", plan.id()),
                at,
                at,
                district.severities().get(district.severities().size() - 1),
                reasons);
        openUrgent(page, opening, event.source(), event.device(), clock);
        save(page);
    }

    /**
     * Opens an incident, or lists it with others of its feed. The minute is that of the arrival: a feed whose clock is wrong
     * cannot spread its reports over many.
     */
    private void openUrgent(
            EventIncidentEditor page, IncidentOpening opening, String feed, Optional<String> place, Instant clock) {
        Instant minute = clock.truncatedTo(ChronoUnit.MINUTES);
        List<Reason> own = page.reports(feed, minute);
        Reason report = ManyReportsIncident.listedReport(opening.id, place, opening.from);
        if (page.isOpen(opening.id) || ManyReportsIncident.incidentIds(own).contains(opening.id)) {
            return;
        }
        if (own.size() < ManyReportsIncident.MAX_OWN_INCIDENTS) {
            page.addReport(feed, minute, report);
            open(page, opening, clock);
            return;
        }
        String id = IncidentId.of(IncidentKind.MANY_REPORTS, page.plan().id(), feed, minute)
                .text();
        Optional<Incident> known = page.find(id);
        if (known.isPresent()) {
            addToManyReports(page, known.get(), report, opening.severity, clock);
        } else {
            open(
                    page,
                    new IncidentOpening(
                            id,
                            IncidentKind.MANY_REPORTS,
                            Map.of("campus", page.plan().id(), "feed", feed),
                            opening.from,
                            opening.at,
                            opening.severity,
                            ManyReportsIncident.add(own, report)),
                    clock);
        }
    }

    /** Recipients are notified at once of a report from a device or entrance that no report before it came from. */
    private void addToManyReports(
            EventIncidentEditor page, Incident many, Reason report, String severity, Instant clock) {
        List<Reason> listed = ManyReportsIncident.add(many.reasons(), report);
        if (listed.equals(many.reasons())) {
            return;
        }
        Episode before = many.episodes().get(0);
        List<Episode.SeverityChange> steps = new ArrayList<>(before.severityChanges());
        if (ManyReportsIncident.isNewPlace(many.reasons(), report)) {
            Instant last = steps.get(steps.size() - 1).at();
            steps.add(new Episode.SeverityChange(clock.isAfter(last) ? clock : last.plusMillis(1), severity));
        }
        Episode now =
                new Episode(before.startedAt(), before.openedAt(), before.closedAt(), before.closeReason(), steps);
        Incident more = Incident.of(many.id(), many.kind(), many.labels(), List.of(now), listed);
        IncidentDiff.between(page.district().id(), Optional.of(many), Optional.of(more), clock)
                .forEach(output::publishTransition);
        output.publishIncident(page.district().id(), more);
        page.put(more);
    }

    /** An operator says that it is over, and all that it lists. False when no such incident is open. */
    boolean resolve(District district, IncidentId id, Instant at, Instant clock) {
        Optional<CampusPlan> plan =
                store.get(CoverageTables.CAMPUSES, new CampusKey(district.id(), id.campus()).text());
        if (plan.isEmpty()) {
            return false;
        }
        EventIncidentEditor page = editor(district, plan.get());
        Optional<Incident> incident = page.find(id.text()).filter(i -> i.kind().isOperatorClosable());
        incident.ifPresent(i -> {
            List<Incident> all = new ArrayList<>(List.of(i));
            if (i.kind() == IncidentKind.MANY_REPORTS) {
                ManyReportsIncident.incidentIds(i.reasons())
                        .forEach(listed -> page.find(listed).ifPresent(all::add));
            }
            for (Incident one : all) {
                Instant opened = one.episodes().get(0).openedAt();
                close(district, one, at.isAfter(opened) ? at : opened.plusMillis(1), "resolved", clock);
            }
            page.close(all);
            save(page);
        });
        return incident.isPresent();
    }

    /** Opens what has waited too long and closes what its window's end closes; notes when to look again. */
    void evaluate(District district, CampusPlan plan, Instant clock) {
        EventIncidentEditor page = editor(district, plan);
        expire(page, clock);
        save(page);
    }

    private void expire(EventIncidentEditor page, Instant clock) {
        District district = page.district();
        CampusPlan plan = page.plan();
        Duration limit = district.settings().buzzerLimit();
        // An answer at exactly the limit is in time, so a press is unanswered only after it.
        for (EntranceEvent press : page.removePresses(p -> p.time().plus(limit).isBefore(clock))) {
            open(
                    page,
                    new IncidentOpening(
                            pressId(press),
                            IncidentKind.BUZZER_UNANSWERED,
                            Map.of("campus", plan.id(), "entrance", press.entrance()),
                            press.time(),
                            press.time().plus(limit),
                            district.settings().buzzerSeverity(),
                            List.of(Reason.of("pressed", press.entrance(), press.time()))),
                    clock);
        }
        List<Incident> over = page.openOfKind(IncidentKind.BUZZER_UNANSWERED).stream()
                .filter(i -> !windowEnd(page, i).isAfter(clock))
                .toList();
        over.forEach(incident -> close(district, incident, windowEnd(page, incident), "window-ended", clock));
        page.close(over);
    }

    private record IncidentOpening(
            String id,
            IncidentKind kind,
            Map<String, String> labels,
            Instant from,
            Instant at,
            String severity,
            List<Reason> reasons) {}

    private void open(EventIncidentEditor page, IncidentOpening opening, Instant clock) {
        if (page.isOpen(opening.id)) {
            return;
        }
        Episode episode = new Episode(
                opening.from,
                opening.at,
                Optional.empty(),
                Optional.empty(),
                List.of(new Episode.SeverityChange(opening.at, opening.severity)));
        Incident incident = Incident.of(opening.id, opening.kind, opening.labels, List.of(episode), opening.reasons);
        IncidentDiff.between(page.district().id(), Optional.empty(), Optional.of(incident), clock)
                .forEach(output::publishTransition);
        output.publishIncident(page.district().id(), incident);
        page.put(incident);
    }

    private void close(District district, Incident incident, Instant at, String by, Instant clock) {
        Episode episode = incident.episodes().get(0);
        Incident closed = Incident.of(
                incident.id(),
                incident.kind(),
                incident.labels(),
                List.of(new Episode(
                        episode.startedAt(),
                        episode.openedAt(),
                        Optional.of(at),
                        Optional.of(by),
                        episode.severityChanges())),
                incident.reasons());
        IncidentDiff.between(district.id(), Optional.of(incident), Optional.of(closed), clock)
                .forEach(output::publishTransition);
        output.publishIncident(district.id(), closed);
    }

    private EventIncidentEditor editor(District district, CampusPlan plan) {
        String key = key(district, plan);
        return new EventIncidentEditor(
                district,
                plan,
                store.get(CoverageTables.EVENT_INCIDENTS, key).orElse(EngineState.EventIncidentState.NEW));
    }

    /** Puts what changed, with the deadline that follows from it. */
    private void save(EventIncidentEditor page) {
        Instant next = EngineState.NEVER;
        for (EntranceEvent press : page.presses()) {
            Instant due =
                    press.time().plus(page.district().settings().buzzerLimit()).plusMillis(1);
            next = due.isBefore(next) ? due : next;
        }
        for (Incident incident : page.openOfKind(IncidentKind.BUZZER_UNANSWERED)) {
            Instant end = windowEnd(page, incident);
            next = end.isBefore(next) ? end : next;
        }
        String key = key(page.district(), page.plan());
        EngineState.EventIncidentState state = page.toState(next);
        if (!state.equals(page.before())) {
            store.put(CoverageTables.EVENT_INCIDENTS, key, state);
        }
    }

    private Instant windowEnd(EventIncidentEditor page, Incident incident) {
        Instant pressed = incident.episodes().get(0).startedAt();
        return campusCache
                .get(page.district().id(), page.plan().id())
                .windowAt(pressed)
                .map(w -> w.span().to())
                .orElse(pressed.plus(MAX_PRESS_AGE));
    }

    private static String pressId(EntranceEvent press) {
        return IncidentId.of(
                        IncidentKind.BUZZER_UNANSWERED, press.campus(), press.entrance(), press.source(), press.id())
                .text();
    }

    private static String key(District district, CampusPlan plan) {
        return new CampusKey(district.id(), plan.id()).text();
    }
}
