package org.postwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.coverage.Reason;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.Sighting;
import org.postwatch.incident.Changes;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Window;

/** History kinds: small state machines on arrival. What was said stays said. */
final class HistoryDesk {
    /** Presses and answers older than this are evidence in the history, no more. */
    private static final Duration PRESS_AGE_MAX = Duration.ofHours(1);

    /** Presses that wait at one campus; beyond them the oldest is forgotten. */
    private static final int PRESSES_MAX = 1_000;

    /** Open history incidents at one campus; the oldest one is left to operators and not kept beyond. */
    private static final int OPEN_MAX = 1_000;

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
        Memory.OfHistory history = history(district, plan);
        Instant answered = history.answers().getOrDefault(press.entrance(), Instant.MIN);
        boolean matters = window.isPresent()
                && due.isBefore(window.get().span().to())
                && window.get().span().to().isAfter(clock)
                && press.time().isAfter(clock.minus(PRESS_AGE_MAX))
                && answered.isBefore(press.time())
                && !history.presses().contains(press)
                && !history.open().containsKey(pressId(press));
        if (matters) {
            List<EntranceEvent> presses = new ArrayList<>(history.presses());
            presses.add(press);
            presses.sort(Event.ORDER);
            if (presses.size() > PRESSES_MAX) {
                presses.remove(0);
            }
            put(
                    district,
                    plan,
                    history,
                    new Memory.OfHistory(presses, history.answers(), history.open(), history.deadline()));
            if (due.isBefore(clock)) {
                look(district, plan, clock);
            }
        }
    }

    /** Admitted, denied or cancelled: settles every earlier press at this entrance. */
    void answered(District district, CampusPlan plan, EntranceEvent answer, Instant clock) {
        settleInTime(district, plan, answer);
        // What waited too long is said to have, though the answer came before a tick did.
        look(district, plan, clock);
        Memory.OfHistory before = history(district, plan);
        SortedMap<String, Incident> open = new TreeMap<>();
        before.open().forEach((id, incident) -> {
            boolean settled = incident.kind() == Kind.BUZZER_UNANSWERED
                    && incident.labels().get("entrance").equals(answer.entrance())
                    && !incident.episodes().get(0).from().isAfter(answer.time());
            if (!settled) {
                open.put(id, incident);
            } else if (!answer.time().isAfter(incident.episodes().get(0).opened())) {
                // It was answered in time; that was only heard of too late.
                voice.transition(new Transition(
                        district.id(), incident, Transition.Change.WITHDRAWN, clock, clock, Optional.empty()));
                voice.incidentGone(district.id(), id);
            } else {
                close(district, incident, answer.time(), "answered", clock);
            }
        });
        SortedMap<String, Instant> answers = new TreeMap<>(before.answers());
        answers.values().removeIf(t -> t.isBefore(clock.minus(PRESS_AGE_MAX)));
        if (answer.time().isAfter(clock.minus(PRESS_AGE_MAX))) {
            answers.merge(answer.entrance(), answer.time(), (a, b) -> a.isAfter(b) ? a : b);
        }
        // Kept although nobody waited: its press may be on the way.
        put(district, plan, before, new Memory.OfHistory(before.presses(), answers, open, before.deadline()));
    }

    private void settleInTime(District district, CampusPlan plan, EntranceEvent answer) {
        Memory.OfHistory before = history(district, plan);
        Duration limit = district.settings().buzzerLimit();
        List<EntranceEvent> waiting = before.presses().stream()
                .filter(press -> !press.entrance().equals(answer.entrance())
                        || press.time().isAfter(answer.time())
                        || answer.time().isAfter(press.time().plus(limit)))
                .toList();
        put(district, plan, before, new Memory.OfHistory(waiting, before.answers(), before.open(), before.deadline()));
    }

    void forced(District district, CampusPlan plan, EntranceEvent event, Instant clock) {
        String id = Kind.ENTRANCE_FORCED.wireName() + "/" + plan.id() + "/" + event.entrance() + "/" + event.source()
                + "/" + event.id();
        open(
                district,
                plan,
                new Opening(
                        id,
                        Kind.ENTRANCE_FORCED,
                        Map.of("campus", plan.id(), "entrance", event.entrance()),
                        event.time(),
                        event.time(),
                        district.settings().forcedSeverity(),
                        Reason.of("door-forced", event.entrance())),
                clock);
    }

    void secured(District district, CampusPlan plan, EntranceEvent event, Instant clock) {
        Memory.OfHistory before = history(district, plan);
        SortedMap<String, Incident> open = new TreeMap<>(before.open());
        for (Incident incident : before.open().values()) {
            if (incident.kind() == Kind.ENTRANCE_FORCED
                    && incident.labels().get("entrance").equals(event.entrance())
                    && !event.time().isBefore(incident.episodes().get(0).opened())) {
                close(district, incident, event.time(), "secured", clock);
                open.remove(incident.id());
            }
        }
        put(district, plan, before, new Memory.OfHistory(before.presses(), before.answers(), open, before.deadline()));
    }

    /** A weapon is always as severe as can be. */
    void weapon(District district, CampusPlan plan, Sighting event, Instant clock) {
        String id = Kind.WEAPON_SEEN.wireName() + "/" + plan.id() + "/" + event.source() + "/" + event.id();
        open(
                district,
                plan,
                new Opening(
                        id,
                        Kind.WEAPON_SEEN,
                        Map.of("campus", plan.id()),
                        event.time(),
                        event.time(),
                        district.severities().get(district.severities().size() - 1),
                        event.device().map(d -> Reason.of("weapon-seen", d)).orElse(Reason.of("weapon-seen"))),
                clock);
    }

    /** An operator says that it is over. False when no such incident is open. */
    boolean resolve(District district, String campus, String incidentId, Instant at, Instant clock) {
        Optional<CampusPlan> plan = ledger.get(Table.CAMPUSES, district.id() + "/" + campus);
        if (plan.isEmpty()) {
            return false;
        }
        Memory.OfHistory before = history(district, plan.get());
        Incident incident = before.open().get(incidentId);
        if (incident == null || incident.kind() == Kind.BUZZER_UNANSWERED) {
            return false;
        }
        Instant opened = incident.episodes().get(0).opened();
        close(district, incident, at.isAfter(opened) ? at : opened.plusMillis(1), "resolved", clock);
        SortedMap<String, Incident> open = new TreeMap<>(before.open());
        open.remove(incidentId);
        put(
                district,
                plan.get(),
                before,
                new Memory.OfHistory(before.presses(), before.answers(), open, before.deadline()));
        return true;
    }

    /** Opens what has waited too long and closes what its window's end closes; notes when to look again. */
    void look(District district, CampusPlan plan, Instant clock) {
        Memory.OfHistory before = history(district, plan);
        List<EntranceEvent> waiting = new ArrayList<>();
        for (EntranceEvent press : before.presses()) {
            Instant due = press.time().plus(district.settings().buzzerLimit());
            if (due.isBefore(clock)) {
                // An answer at exactly the limit is in time, so the press is unanswered only after it.
                open(
                        district,
                        plan,
                        new Opening(
                                pressId(press),
                                Kind.BUZZER_UNANSWERED,
                                Map.of("campus", plan.id(), "entrance", press.entrance()),
                                press.time(),
                                due,
                                district.settings().buzzerSeverity(),
                                Reason.of("pressed", press.entrance(), press.time())),
                        clock);
            } else {
                waiting.add(press);
            }
        }
        Memory.OfHistory opened = history(district, plan);
        SortedMap<String, Incident> open = new TreeMap<>(opened.open());
        for (Incident incident : opened.open().values()) {
            if (incident.kind() == Kind.BUZZER_UNANSWERED) {
                Instant end = windowEnd(district, plan, incident);
                if (!end.isAfter(clock)) {
                    close(district, incident, end, "window-ended", clock);
                    open.remove(incident.id());
                }
            }
        }
        put(district, plan, opened, new Memory.OfHistory(waiting, opened.answers(), open, opened.deadline()));
    }

    private record Opening(
            String id,
            Kind kind,
            Map<String, String> labels,
            Instant from,
            Instant at,
            String severity,
            Reason reason) {}

    private void open(District district, CampusPlan plan, Opening opening, Instant clock) {
        Memory.OfHistory before = history(district, plan);
        if (before.open().containsKey(opening.id)) {
            return;
        }
        Episode episode = new Episode(
                opening.from,
                opening.at,
                Optional.empty(),
                Optional.empty(),
                List.of(new Episode.Step(opening.at, opening.severity)));
        Incident incident =
                Incident.of(opening.id, opening.kind, opening.labels, List.of(episode), List.of(opening.reason));
        Changes.between(district.id(), Optional.empty(), Optional.of(incident), clock)
                .forEach(voice::transition);
        voice.incident(district.id(), incident);
        SortedMap<String, Incident> open = new TreeMap<>(before.open());
        if (open.size() < OPEN_MAX) {
            open.put(incident.id(), incident);
        }
        put(district, plan, before, new Memory.OfHistory(before.presses(), before.answers(), open, before.deadline()));
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

    private Memory.OfHistory history(District district, CampusPlan plan) {
        return ledger.get(Table.HISTORY, key(district, plan)).orElse(Memory.OfHistory.NEW);
    }

    /** Puts what changed, with the deadline that follows from it. */
    private void put(District district, CampusPlan plan, Memory.OfHistory before, Memory.OfHistory after) {
        Instant next = Memory.NEVER;
        for (EntranceEvent press : after.presses()) {
            Instant due = press.time().plus(district.settings().buzzerLimit()).plusMillis(1);
            next = due.isBefore(next) ? due : next;
        }
        for (Incident incident : after.open().values()) {
            if (incident.kind() == Kind.BUZZER_UNANSWERED) {
                Instant end = windowEnd(district, plan, incident);
                next = end.isBefore(next) ? end : next;
            }
        }
        deadlines.move(Deadlines.Kind.HISTORY, key(district, plan), before.deadline(), next);
        Memory.OfHistory state = new Memory.OfHistory(after.presses(), after.answers(), after.open(), next);
        if (!state.equals(before)) {
            ledger.put(Table.HISTORY, key(district, plan), state);
        }
    }

    private Instant windowEnd(District district, CampusPlan plan, Incident incident) {
        Instant pressed = incident.episodes().get(0).from();
        return index.get(district.id(), plan.id())
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
