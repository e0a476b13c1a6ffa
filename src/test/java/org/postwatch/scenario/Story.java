package org.postwatch.scenario;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostDay;
import org.postwatch.coverage.Reason;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;
import org.postwatch.oracle.CaseTime;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.watch.Memory;
import org.postwatch.watch.MemoryLedger;
import org.postwatch.watch.Receipt;
import org.postwatch.watch.Verdict;
import org.postwatch.watch.Voice;
import org.postwatch.watch.Watch;

/**
 * A story on a timeline: what happens at an instant, and what is said of it there and then. The clock ticks at every
 * full minute and at the instants of the story; feeds say that they are alive in every minute unless they are quiet.
 * Times are local, as {@link CaseTime} reads them, and the plan of a {@link CaseWorld} is there from the first midnight.
 *
 * <p>What is said is a line: {@code coverage/A/sro/2026-09-14/day opened warning}, with {@code @07:40} behind it when it
 * is said later than it took effect.
 */
final class Story {
    private final District district;
    private final CampusPlan campus;
    private final List<Line> said = new ArrayList<>();
    private final Set<String> speaking = new TreeSet<>();
    private final Watch watch = new Watch(new MemoryLedger(), new Said(), 100);
    private List<String> about = List.of("");
    private boolean foretelling;
    private Instant now;
    private int ids;

    /** Something that happens at an instant, and is told of at one: mostly the same. */
    interface Happening {
        void at(Story story, Instant t, Instant stamp);
    }

    /** @param foretold what is expected or averted */
    private record Line(String text, boolean foretold) {}

    private Story(World world) {
        district = world.district();
        campus = world.campuses().get("A");
        speaking.addAll(district.feeds().keySet());
        now = district.first().atStartOfDay(district.zone()).toInstant();
        tick(now);
        world.campuses().values().forEach(plan -> watch.plan(district.id(), plan, now));
        watch.plan(district, now);
    }

    static Story monday() {
        return of(CaseWorld.monday());
    }

    static Story of(CaseWorld world) {
        return new Story(world.world());
    }

    /** Only of incidents whose id begins so, and of what else is said with such a beginning. */
    Story about(String... beginnings) {
        about = List.of(beginnings);
        return this;
    }

    /** What is expected and averted is told of too. */
    Story foretelling() {
        foretelling = true;
        return this;
    }

    /** Time goes on to an instant, and there this happens; then the clock ticks. */
    Story at(String time, Happening... happenings) {
        Instant t = CaseTime.at(time);
        assertThat(t).as("stories run forward").isAfterOrEqualTo(now);
        for (Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
                !minute.isAfter(t);
                minute = minute.plusSeconds(60)) {
            if (!minute.isBefore(now)) {
                Instant alive = minute;
                speaking.forEach(feed -> tell(new Heartbeat(origin(feed, alive), Optional.empty()), alive));
                if (minute.isBefore(t)) {
                    tick(minute);
                }
            }
        }
        now = t;
        for (Happening happening : happenings) {
            happening.at(this, t, t);
        }
        tick(t);
        now = t.plusMillis(1);
        return this;
    }

    /** Exactly this has been said since it was last asked for, in this order. */
    Story expect(String... lines) {
        List<String> asked = said.stream()
                .filter(line -> foretelling || !line.foretold)
                .map(Line::text)
                .filter(text -> about.stream().anyMatch(text::startsWith))
                .toList();
        assertThat(asked).as("said by %s", local(now.minusMillis(1))).containsExactly(lines);
        said.clear();
        return this;
    }

    Story expectNothing() {
        return expect();
    }

    /** What has been said is not asked for. */
    Story whatever() {
        said.clear();
        return this;
    }

    // --- for happenings ---

    District district() {
        return district;
    }

    CampusPlan campus() {
        return campus;
    }

    Watch watch() {
        return watch;
    }

    /** An origin with an id of its own: {@code e-1}, {@code e-2}, …; heartbeats have none of these. */
    Origin next(String feed, Instant t) {
        return new Origin(district.id(), feed, "e-" + ++ids, t);
    }

    void quiet(String feed) {
        speaking.remove(feed);
    }

    void speak(String feed) {
        speaking.add(feed);
    }

    void tell(Event event, Instant stamp) {
        note(watch.event(event, new Receipt(stamp, event.toString().getBytes(StandardCharsets.UTF_8), 0)));
    }

    void note(Verdict verdict) {
        if (verdict instanceof Verdict.SetAside aside) {
            said.add(new Line("set aside " + aside.reason(), false));
        }
    }

    private Origin origin(String feed, Instant t) {
        return new Origin(district.id(), feed, "alive-" + t, t);
    }

    private void tick(Instant t) {
        while (watch.tick(t, Optional.empty())) {
            // more is due
        }
    }

    private String local(Instant t) {
        LocalDateTime local = LocalDateTime.ofInstant(t, CaseTime.ZONE);
        return local.toLocalDate().equals(CaseTime.MONDAY) ? local.toLocalTime().toString() : local.toString();
    }

    /** Writes lines of what a story is about. */
    private final class Said implements Voice {
        @Override
        public void transition(Transition t) {
            boolean foretold = t.change() == Change.EXPECTED || t.change() == Change.AVERTED;
            String what = t.incident().id() + " " + t.change().wireName();
            if (t.change() == Change.OPENED || t.change() == Change.ESCALATED) {
                what += " " + severity(t);
            }
            if (t.change() == Change.REASONS && t.incident().kind() == Kind.COVERAGE) {
                what += " "
                        + t.incident().reasons().stream().map(Reason::toString).collect(joining("; "));
            }
            what += t.reason().map(reason -> " " + reason).orElse("");
            what += t.effective().equals(t.said()) ? "" : " @" + local(t.effective());
            said.add(new Line(what, foretold));
        }

        /** Of several steps that are said at once each has its own. */
        private String severity(Transition t) {
            return t.incident().episodes().stream()
                    .flatMap(episode -> episode.steps().stream())
                    .filter(step -> step.at().equals(t.effective()))
                    .findFirst()
                    .orElseThrow()
                    .severity();
        }

        @Override
        public void day(PostDay day) {
            if (day.sealed()) {
                said.add(new Line("day " + day.campus() + "/" + day.post() + "/" + day.date() + " sealed", false));
            }
        }

        @Override
        public void displaced(Origin by, Memory.OfEvent displaced) {
            said.add(new Line("set aside conflicting", false));
        }

        @Override
        public void campus(CampusNow campus) {
            // stories tell of incidents
        }

        @Override
        public void incident(String district, Incident incident) {
            // its transition tells
        }

        @Override
        public void incidentGone(String district, String id) {
            // its transition tells
        }
    }
}
