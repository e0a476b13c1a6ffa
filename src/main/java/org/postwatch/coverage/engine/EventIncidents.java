package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.EventTrait;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.ManyReportsIncident;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.state.EngineClock;
import org.postwatch.state.StateStore;

/** The incidents that events open. They follow the order of arrival: what was published of them stays. */
final class EventIncidents {
    private final StateStore store;
    private final CoverageOutput output;
    private final EngineClock<EngineState.ClockState> clock;
    private final BuzzerHandler buzzers;

    EventIncidents(
            StateStore store,
            CoverageOutput output,
            EngineClock<EngineState.ClockState> clock,
            CampusCache campusCache) {
        this.store = store;
        this.output = output;
        this.clock = clock;
        this.buzzers = new BuzzerHandler(campusCache);
    }

    /** Changes the incidents of a campus, and stores them with the deadline that follows. */
    void edit(District district, CampusPlan plan, Consumer<EventIncidentEditor> change) {
        CampusKey key = new CampusKey(district.id(), plan.id());
        EngineState.EventIncidentState before =
                store.get(CoverageTables.EVENT_INCIDENTS, key).orElse(EngineState.EventIncidentState.NEW);
        EventIncidentEditor campus = new EventIncidentEditor(district, plan, before, clock.time(), output);
        change.accept(campus);
        EngineState.EventIncidentState after = campus.toState(buzzers.deadline(campus));
        if (!after.equals(before)) {
            store.put(CoverageTables.EVENT_INCIDENTS, key, after);
        }
    }

    /** Opens and closes what an event at an entrance opens and closes by itself, whatever the coverage is. */
    void handle(District district, CampusPlan plan, EntranceEvent event) {
        if (event.type().has(EventTrait.BUZZER_PRESS)) {
            edit(district, plan, campus -> buzzers.press(campus, event));
        }
        if (event.type().has(EventTrait.PRESS_ANSWER)) {
            edit(district, plan, campus -> buzzers.answer(campus, event));
        }
        if (event.type().has(EventTrait.DOOR_SECURED)) {
            edit(district, plan, campus -> closeForced(campus, event));
        }
    }

    /** Opens the incident of a forced door. */
    void openForced(District district, CampusPlan plan, EntranceEvent event) {
        IncidentKind kind = IncidentKind.ENTRANCE_FORCED;
        edit(
                district,
                plan,
                campus -> campus.open(new IncidentOpening(
                        IncidentId.of(kind, plan.id(), event.entrance(), event.source(), event.id())
                                .text(),
                        kind,
                        Map.of("campus", plan.id(), "entrance", event.entrance()),
                        event.time(),
                        event.time(),
                        district.settings().forcedSeverity(),
                        List.of(Reason.of(ReasonCode.DOOR_FORCED, event.entrance())))));
    }

    private static void closeForced(EventIncidentEditor campus, EntranceEvent secured) {
        for (Incident incident : campus.openOfKind(IncidentKind.ENTRANCE_FORCED)) {
            if (incident.labels().get("entrance").equals(secured.entrance())
                    && !secured.time().isBefore(incident.episodes().get(0).openedAt())) {
                campus.close(incident, secured.time(), "secured");
            }
        }
    }

    /** Runs the timer of a campus. */
    void evaluate(District district, CampusPlan plan) {
        edit(district, plan, buzzers::expire);
    }

    /** An operator closes an incident and all that it lists; returns false if no such incident is open. */
    boolean resolve(District district, IncidentId id, Instant at) {
        List<Incident> closed = new ArrayList<>();
        store.get(CoverageTables.CAMPUSES, new CampusKey(district.id(), id.campus()))
                .ifPresent(plan -> edit(district, plan, campus -> closed.addAll(resolve(campus, id, at))));
        return !closed.isEmpty();
    }

    private static List<Incident> resolve(EventIncidentEditor campus, IncidentId id, Instant at) {
        Optional<Incident> incident =
                campus.find(id.text()).filter(i -> i.kind().isOperatorClosable());
        if (incident.isEmpty()) {
            return List.of();
        }
        List<Incident> all = new ArrayList<>(List.of(incident.get()));
        if (incident.get().kind() == IncidentKind.MANY_REPORTS) {
            ManyReportsIncident.incidentIds(incident.get().reasons())
                    .forEach(listed -> campus.find(listed).ifPresent(all::add));
        }
        for (Incident one : all) {
            Instant opened = one.episodes().get(0).openedAt();
            campus.close(one, at.isAfter(opened) ? at : opened.plusMillis(1), "resolved");
        }
        return all;
    }
}
