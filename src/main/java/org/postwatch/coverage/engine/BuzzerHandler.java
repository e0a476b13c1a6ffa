package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.EntranceEvent;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKind;

/** Opens an incident for each press of a buzzer that is not answered in time, and closes it with the answer or the window. */
final class BuzzerHandler {
    /** Older presses and answers open and close nothing. */
    private static final Duration MAX_PRESS_AGE = Duration.ofHours(1);
    /** A contact may bounce, and visitors press again: a press within this time is the same press. */
    private static final Duration PRESS_DEBOUNCE = Duration.ofSeconds(30);

    private final CampusCache campusCache;

    BuzzerHandler(CampusCache campusCache) {
        this.campusCache = campusCache;
    }

    void press(EventIncidentEditor campus, EntranceEvent press) {
        Instant clock = campus.clock();
        if (!isWaitedFor(campus, press) || isRepeat(campus, press)) {
            return;
        }
        campus.recordPress(press, clock.minus(MAX_PRESS_AGE));
        // A press a moment later that arrived first is the same press.
        campus.removePresses(
                later -> later.entrance().equals(press.entrance()) && isSamePress(press.time(), later.time()));
        boolean answered = campus.lastAnswerAt(press.entrance())
                .filter(answer -> !answer.isBefore(press.time()))
                .isPresent();
        if (!answered && !campus.presses().contains(press) && !campus.isOpen(incidentId(press))) {
            campus.addPress(press);
            if (press.time().plus(limit(campus)).isBefore(clock)) {
                expire(campus);
            }
        }
    }

    /** Whether it is in a window that has not ended, lasts until the limit, and is not too old. */
    private boolean isWaitedFor(EventIncidentEditor campus, EntranceEvent press) {
        Instant due = press.time().plus(limit(campus));
        return press.time().isAfter(campus.clock().minus(MAX_PRESS_AGE))
                && cached(campus)
                        .windowAt(press.time())
                        .map(window -> window.span().to())
                        .filter(end -> due.isBefore(end) && end.isAfter(campus.clock()))
                        .isPresent();
    }

    private static boolean isRepeat(EventIncidentEditor campus, EntranceEvent press) {
        return campus.lastPressAt(press.entrance())
                        .filter(counted -> isSamePress(counted, press.time()))
                        .isPresent()
                || campus.presses().stream()
                        .anyMatch(waiting -> waiting.entrance().equals(press.entrance())
                                && isSamePress(waiting.time(), press.time()))
                || unanswered(campus, press.entrance()).stream()
                        .anyMatch(incident -> isSamePress(press.time(), pressedAt(incident)));
    }

    private static boolean isSamePress(Instant counted, Instant press) {
        return !press.isBefore(counted) && press.isBefore(counted.plus(PRESS_DEBOUNCE));
    }

    /** The visitor was admitted or denied, or the press was cancelled: answers every earlier press at the entrance. */
    void answer(EventIncidentEditor campus, EntranceEvent answer) {
        Duration limit = limit(campus);
        campus.removePresses(press -> press.entrance().equals(answer.entrance())
                && !press.time().isAfter(answer.time())
                && !answer.time().isAfter(press.time().plus(limit)));
        // A press that waited too long is unanswered even if its answer arrives before the tick.
        expire(campus);
        for (Incident incident : unanswered(campus, answer.entrance())) {
            if (answer.time().isAfter(incident.episodes().get(0).openedAt())) {
                campus.close(incident, answer.time(), "answered");
            } else if (!answer.time().isBefore(pressedAt(incident))) {
                // The answer was in time and arrived too late.
                campus.withdraw(incident);
            }
        }
        // Recorded even if no press waits: the press may arrive later.
        campus.recordAnswer(answer, MAX_PRESS_AGE);
    }

    /** Opens what has waited too long, and closes what the end of its window closes. */
    void expire(EventIncidentEditor campus) {
        Duration limit = limit(campus);
        // An answer at exactly the limit is in time, so a press is unanswered only after it.
        for (EntranceEvent press :
                campus.removePresses(p -> p.time().plus(limit).isBefore(campus.clock()))) {
            campus.open(new IncidentOpening(
                    incidentId(press),
                    IncidentKind.BUZZER_UNANSWERED,
                    Map.of("campus", press.campus(), "entrance", press.entrance()),
                    press.time(),
                    press.time().plus(limit),
                    campus.district().settings().buzzerSeverity(),
                    List.of(Reason.of(ReasonCode.PRESSED, press.entrance(), press.time()))));
        }
        for (Incident incident : campus.openOfKind(IncidentKind.BUZZER_UNANSWERED)) {
            Instant end = windowEnd(campus, incident);
            if (!end.isAfter(campus.clock())) {
                campus.close(incident, end, "window-ended");
            }
        }
    }

    /** When {@link #expire} has something to do next. */
    Instant deadline(EventIncidentEditor campus) {
        Instant next = EngineState.NEVER;
        for (EntranceEvent press : campus.presses()) {
            Instant due = press.time().plus(limit(campus)).plusMillis(1);
            next = due.isBefore(next) ? due : next;
        }
        for (Incident incident : campus.openOfKind(IncidentKind.BUZZER_UNANSWERED)) {
            Instant end = windowEnd(campus, incident);
            next = end.isBefore(next) ? end : next;
        }
        return next;
    }

    private Instant windowEnd(EventIncidentEditor campus, Incident incident) {
        Instant pressed = pressedAt(incident);
        return cached(campus)
                .windowAt(pressed)
                .map(window -> window.span().to())
                .orElse(pressed.plus(MAX_PRESS_AGE));
    }

    private static List<Incident> unanswered(EventIncidentEditor campus, String entrance) {
        return campus.openOfKind(IncidentKind.BUZZER_UNANSWERED).stream()
                .filter(incident -> incident.labels().get("entrance").equals(entrance))
                .toList();
    }

    private static Instant pressedAt(Incident incident) {
        return incident.episodes().get(0).startedAt();
    }

    private static Duration limit(EventIncidentEditor campus) {
        return campus.district().settings().buzzerLimit();
    }

    private CampusCache.CachedCampus cached(EventIncidentEditor campus) {
        return campusCache.get(campus.district().id(), campus.plan().id());
    }

    private static String incidentId(EntranceEvent press) {
        return IncidentId.of(
                        IncidentKind.BUZZER_UNANSWERED, press.campus(), press.entrance(), press.source(), press.id())
                .text();
    }
}
