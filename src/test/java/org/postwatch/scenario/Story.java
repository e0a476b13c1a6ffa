package org.postwatch.scenario;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.engine.CoverageEngine;
import org.postwatch.coverage.engine.CoverageOutput;
import org.postwatch.coverage.engine.EngineState;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.oracle.CaseTime;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.state.InMemoryStateStore;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;

/**
 * A story on a timeline: what happens at an instant, and what is published then. The clock ticks at every
 * full minute and at the instants of the story; feeds say that they are alive in every minute unless they are quiet.
 * Times are local, as {@link CaseTime} reads them, and the plan of a {@link CaseWorld} is there from the first midnight.
 *
 * <p>What is published is a line: {@code coverage/A/sro/2026-09-14/day opened warning}, with {@code @07:40} behind it when it
 * is published later than it took effect.
 */
final class Story {
    private final District district;
    private final CampusPlan campus;
    private final List<ExpectedLine> published = new ArrayList<>();
    private final Map<String, Incident> incidents = new HashMap<>();
    private final Set<String> activeFeeds = new TreeSet<>();
    private final CoverageEngine engine = new CoverageEngine(new InMemoryStateStore(), new RecordingOutput(), 100);
    private List<String> about = List.of("");
    private boolean includeForecasts;
    private Instant now;
    private int ids;

    /** Something that happens at an instant, and is reported at one: mostly the same. */
    interface StoryEvent {
        void happen(Story story, Instant t, Instant stamp);
    }

    /** @param foretold what is expected or averted */
    private record ExpectedLine(String text, boolean isForecast) {}

    private Story(World world) {
        district = world.district();
        campus = world.campuses().get("A");
        activeFeeds.addAll(district.feeds().keySet());
        now = district.firstDay().atStartOfDay(district.zone()).toInstant();
        tick(now);
        world.campuses().values().forEach(plan -> engine.applyPlan(district.id(), plan, now));
        engine.applyPlan(district, now);
    }

    static Story monday() {
        return of(CaseWorld.monday());
    }

    static Story of(CaseWorld world) {
        return new Story(world.world());
    }

    /** Only of incidents whose id begins so, and of what else is published with such a beginning. */
    Story about(String... beginnings) {
        about = List.of(beginnings);
        return this;
    }

    /** What is expected and averted is reported too. */
    Story includeForecasts() {
        includeForecasts = true;
        return this;
    }

    /** Time goes on to an instant, and there this happens; then the clock ticks. */
    Story at(String time, StoryEvent... happenings) {
        Instant t = CaseTime.at(time);
        assertThat(t).as("stories run forward").isAfterOrEqualTo(now);
        for (Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
                !minute.isAfter(t);
                minute = minute.plusSeconds(60)) {
            if (!minute.isBefore(now)) {
                Instant alive = minute;
                activeFeeds.forEach(feed -> receive(new Heartbeat(origin(feed, alive), Optional.empty()), alive));
                if (minute.isBefore(t)) {
                    tick(minute);
                }
            }
        }
        now = t;
        for (StoryEvent happening : happenings) {
            happening.happen(this, t, t);
        }
        tick(t);
        now = t.plusMillis(1);
        return this;
    }

    /** Exactly this has been said since it was last asked for, in this order. */
    Story expect(String... lines) {
        List<String> asked = published.stream()
                .filter(line -> includeForecasts || !line.isForecast)
                .map(ExpectedLine::text)
                .filter(text -> about.stream().anyMatch(text::startsWith))
                .toList();
        assertThat(asked).as("said by %s", local(now.minusMillis(1))).containsExactly(lines);
        published.clear();
        return this;
    }

    Story expectNothing() {
        return expect();
    }

    /** What has been said is not asked for. */
    Story ignorePublished() {
        published.clear();
        return this;
    }

    // --- for happenings ---

    District district() {
        return district;
    }

    CampusPlan campus() {
        return campus;
    }

    CoverageEngine engine() {
        return engine;
    }

    /** An origin with an id of its own: {@code e-1}, {@code e-2}, …; heartbeats have none of these. */
    EventOrigin nextOrigin(String feed, Instant t) {
        return new EventOrigin(district.id(), feed, "e-" + ++ids, t);
    }

    void silenceFeed(String feed) {
        activeFeeds.remove(feed);
    }

    void resumeFeed(String feed) {
        activeFeeds.add(feed);
    }

    void receive(Event event, Instant stamp) {
        recordRejection(engine.handleEvent(
                event, new RecordArrival(stamp, event.toString().getBytes(StandardCharsets.UTF_8), 0)));
    }

    void recordRejection(ProcessingResult verdict) {
        if (verdict instanceof ProcessingResult.Rejection aside) {
            published.add(new ExpectedLine("rejected " + aside.reason(), false));
        }
    }

    private EventOrigin origin(String feed, Instant t) {
        return new EventOrigin(district.id(), feed, "alive-" + t, t);
    }

    /** An incident as it was published last. */
    Incident incident(String id) {
        return incidents.get(id);
    }

    private void tick(Instant t) {
        while (engine.tick(t, Optional.empty())) {
            // more is due
        }
    }

    private String local(Instant t) {
        LocalDateTime local = LocalDateTime.ofInstant(t, CaseTime.ZONE);
        return local.toLocalDate().equals(CaseTime.MONDAY) ? local.toLocalTime().toString() : local.toString();
    }

    /** Writes lines of what a story is about. */
    private final class RecordingOutput implements CoverageOutput {
        @Override
        public void publishTransition(IncidentTransition t) {
            boolean foretold = t.change() == IncidentChange.EXPECTED || t.change() == IncidentChange.AVERTED;
            String what = t.incident().id() + " " + t.change().wireName();
            if (t.change() == IncidentChange.OPENED || t.change() == IncidentChange.ESCALATED) {
                what += " " + severity(t);
            }
            if (t.change() == IncidentChange.REASONS && t.incident().kind() == IncidentKind.COVERAGE) {
                what += " "
                        + t.incident().reasons().stream().map(Reason::toString).collect(joining("; "));
            }
            what += t.reason().map(reason -> " " + reason).orElse("");
            what += t.effectiveAt().equals(t.publishedAt()) ? "" : " @" + local(t.effectiveAt());
            published.add(new ExpectedLine(what, foretold));
        }

        /** Of several steps that are said at once each has its own. */
        private String severity(IncidentTransition t) {
            return t.incident().episodes().stream()
                    .flatMap(episode -> episode.severityChanges().stream())
                    .filter(step -> step.at().equals(t.effectiveAt()))
                    .findFirst()
                    .orElseThrow()
                    .severity();
        }

        @Override
        public void publishDay(PostDayIntervals day) {
            if (day.sealed()) {
                published.add(new ExpectedLine(
                        "day " + day.campus() + "/" + day.post() + "/" + day.date() + " sealed", false));
            }
        }

        @Override
        public void publishSuperseded(EventOrigin by, EngineState.AppliedEvent displaced) {
            published.add(new ExpectedLine("rejected conflicting", false));
        }

        @Override
        public void publishCampus(CampusCoverage campus) {
            // stories report of incidents
        }

        @Override
        public void publishIncident(String district, Incident incident) {
            incidents.put(incident.id(), incident);
        }

        @Override
        public void removeIncident(String district, String id) {
            // its transition reports
        }
    }
}
