package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.incident.Incident;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.FactLines;
import org.postwatch.oracle.World;
import org.postwatch.state.InMemoryStateStore;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;

/**
 * A world as the watch sees it, one arrival after the other, with a clock that runs along. Now and then the watch is created again over what it has written down, as after a restart.
 */
public final class CoverageEngineDriver {
    private static final int RESTART_INTERVAL = 17;

    final InMemoryStateStore store = new InMemoryStateStore();
    final RecordingCoverageOutput output = new RecordingCoverageOutput();
    final List<String> rejections = new ArrayList<>();
    private final World world;
    private CoverageEngine engine;

    /** @param world every date from its first day is kept open while its arrivals come */
    public CoverageEngineDriver(World world) {
        this(world, false);
    }

    /**
     * A world that is read as a long backlog: the clock stands at its end from the beginning, and a date seals as soon as
     * nothing that is still to come bears on it.
     */
    public static CoverageEngineDriver backlog(World world) {
        return new CoverageEngineDriver(world, true);
    }

    private CoverageEngineDriver(World world, boolean backlog) {
        this.world = world;
        this.engine = new CoverageEngine(store, output, 50);
        Optional<Instant> keepOpen = Optional.of(world.keepOpenFrom());
        Instant start = world.start();
        tick(start, keepOpen);
        engine.applyPlan(world.district(), start);
        world.campuses()
                .values()
                .forEach(plan -> engine.applyPlan(world.district().id(), plan, start));
        List<Instant> holds = holds();
        int arrived = 0;
        for (Arrival arrival : world.arrivals()) {
            if (backlog) {
                keepOpen = Optional.of(holds.get(arrived));
            }
            if (++arrived % RESTART_INTERVAL == 0) {
                engine = new CoverageEngine(store, output, 50);
            }
            tick(backlog ? world.clock() : arrival.stamp(), keepOpen);
            ProcessingResult verdict =
                    engine.handleEvent(arrival.event(), new RecordArrival(arrival.stamp(), arrival.bytes(), 0));
            if (verdict instanceof ProcessingResult.Rejection aside) {
                rejections.add(arrival.event().source() + " " + arrival.event().id() + " " + aside.reason());
            }
        }
        tick(world.clock(), keepOpen);
    }

    /** Before each arrival, the earliest instant on which it or a later one bears. */
    private List<Instant> holds() {
        Map<List<String>, Instant> earliest = new HashMap<>();
        for (Arrival arrival : world.arrivals()) {
            earliest.merge(identity(arrival.event()), bearsOn(arrival.event()), (a, b) -> a.isBefore(b) ? a : b);
        }
        List<Instant> holds = new ArrayList<>();
        Instant hold = Instant.MAX;
        for (int i = world.arrivals().size() - 1; i >= 0; i--) {
            // It bears on what others say under its id, too: a sealed date forgets its ids.
            Instant bearsOn = earliest.get(identity(world.arrivals().get(i).event()));
            hold = bearsOn.isBefore(hold) ? bearsOn : hold;
            holds.add(0, hold);
        }
        return holds;
    }

    private static List<String> identity(Event event) {
        return List.of(event.source(), event.id());
    }

    private static Instant bearsOn(Event event) {
        return event instanceof Heartbeat beat ? beat.completeSince().orElse(beat.time()) : event.time();
    }

    /** Seals every date that is due by the world's clock. */
    public CoverageEngineDriver sealAllDue() {
        tick(world.clock(), Optional.empty());
        return this;
    }

    /** Time goes on, and nothing more arrives. */
    public CoverageEngineDriver advanceTo(Instant later) {
        tick(later, Optional.empty());
        return this;
    }

    private void tick(Instant time, Optional<Instant> keepOpenFrom) {
        while (engine.tick(time, keepOpenFrom)) {
            // more is due
        }
    }

    /** Facts as the oracle computes them. */
    public List<String> facts() {
        List<String> lines = new ArrayList<>();
        for (PostDayIntervals day : output.days.values()) {
            for (CoverageInterval interval : day.intervals()) {
                lines.add(FactLines.interval(day.campus(), day.post(), day.date(), interval));
            }
        }
        for (Incident incident : output.incidents.values()) {
            if (incident.kind().isDerived()) {
                lines.addAll(FactLines.incident(incident));
            }
        }
        return lines.stream().sorted().toList();
    }

    /** What was rejected, as the oracle computes it: each source, id and reason once. */
    public List<String> rejections() {
        TreeSet<String> all = new TreeSet<>(rejections);
        all.addAll(output.superseded);
        return List.copyOf(all);
    }
}
