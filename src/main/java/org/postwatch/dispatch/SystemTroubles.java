package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Routing;

/**
 * Faults of Postwatch itself that ticks report: clocks that differ, and inputs that cannot be read. Each is an incident of
 * every district of the partition. It opens after it has lasted for a while, and closes when no tick has reported it for a minute.
 */
final class SystemTroubles {
    /** Clocks may differ by this much; if they differ by more, events may be rejected as late or as future. */
    static final Duration MAX_APART = Duration.ofSeconds(60);
    /** A single late tick is not a fault. */
    static final Duration LASTING = Duration.ofSeconds(10);

    static final Duration OVER_AFTER = Duration.ofSeconds(60);
    /** There are fewer inputs; a tick with more is a mistake of its writer. */
    static final int MAX_TROUBLES = 100;

    /** @param told whether incidents are open */
    private record Trouble(Instant since, Instant last, String detail, boolean told) {}

    private final Office office;
    private final MatterDesk matters;
    /** By the id of the incident. Kept in memory only: after a restart the open incidents show what was reported. */
    private final Map<String, Trouble> troubles = new TreeMap<>();

    private boolean started;

    SystemTroubles(Office office, MatterDesk matters) {
        this.office = office;
        this.matters = matters;
    }

    /** @param wallClock measures how long a fault lasts, as stamps and ticks may be wrong */
    void take(TickReport report, Instant wallClock) {
        if (!started) {
            started = true;
            recallOpenIncidents(wallClock);
        }
        if (report.apart().abs().compareTo(MAX_APART) > 0) {
            seen(Matter.CLOCK_FAULT + "/partition-" + report.partition(), apart(report), wallClock);
        }
        new TreeSet<>(report.stuck())
                .forEach(topic -> seen(Matter.INPUT_STUCK + "/" + topic, stuck(report.partition(), topic), wallClock));
        endThoseThatAreOver(wallClock);
    }

    /** ROUTING's clock was ahead of the wall clock and was set back; COVERAGE's, which the same ticks turn, most likely too. */
    void clockSetBack(Instant from, Instant to) {
        String id = Matter.CLOCK_FAULT + "/set-back-" + to;
        String detail = "the stored clock of a partition stood at " + from
                + ", ahead of this instance's clock, and was set back" + " to " + to
                + "; days may have been closed too early: see 'Wrong clocks' in docs/operations-running.md";
        troubles.put(id, new Trouble(to, to, detail, true));
        forEachDistrict(routing -> tell(routing, id, detail));
    }

    private void recallOpenIncidents(Instant wallClock) {
        forEachDistrict(routing -> {
            for (String kind : new String[] {Matter.CLOCK_FAULT, Matter.INPUT_STUCK}) {
                office.ofDistrict(Tables.AFFAIRS, routing.district() + "/" + kind, (key, affair) -> {
                    Matter matter = affair.matter();
                    if (!matter.isOver()) {
                        String detail = matter.fields().getOrDefault("detail", "");
                        troubles.put(matter.id(), new Trouble(wallClock, wallClock, detail, true));
                    }
                });
            }
        });
    }

    private static String apart(TickReport report) {
        return "the clock of instance " + report.instance() + " is "
                + report.apart().abs().toSeconds() + " s " + (report.apart().isNegative() ? "ahead of" : "behind")
                + " the clock of the broker that leads partition " + report.partition()
                + "; one of the two is wrong, and events may be rejected until it is corrected";
    }

    private static String stuck(int partition, String topic) {
        return "partition " + partition + " of " + topic
                + " cannot be read to its end (a transaction was left open, or no broker leads it); events that were sent"
                + " there since wait";
    }

    private void seen(String id, String detail, Instant now) {
        if (troubles.size() >= MAX_TROUBLES && !troubles.containsKey(id)) {
            return;
        }
        Trouble known = troubles.getOrDefault(id, new Trouble(now, now, detail, false));
        boolean tell = !known.told() && !known.since().plus(LASTING).isAfter(now);
        troubles.put(id, new Trouble(known.since(), now, known.detail(), known.told() || tell));
        if (tell) {
            forEachDistrict(routing -> tell(routing, id, known.detail()));
        }
    }

    /** A district whose routing is new gets the incidents that last. */
    void tell(Routing routing) {
        troubles.forEach((id, trouble) -> {
            if (trouble.told()) {
                tell(routing, id, trouble.detail());
            }
        });
    }

    private void tell(Routing routing, String id, String detail) {
        if (office.affair(routing.district(), id)
                .filter(affair -> !affair.matter().isOver())
                .isEmpty()) {
            matters.arrive(OwnMatter.systemTrouble(routing, id, detail, office.now()), Stage.OPENED);
        }
    }

    private void endThoseThatAreOver(Instant now) {
        for (Iterator<Map.Entry<String, Trouble>> all = troubles.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Trouble> entry = all.next();
            Duration quiet = entry.getValue().told() ? OVER_AFTER : LASTING;
            if (entry.getValue().last().plus(quiet).isBefore(now)) {
                all.remove();
                forEachDistrict(routing -> close(routing.district(), entry.getKey()));
            }
        }
    }

    private void close(String district, String id) {
        office.affair(district, id)
                .map(Affair::matter)
                .filter(matter -> !matter.isOver())
                .ifPresent(matter ->
                        matters.arrive(OwnMatter.closed(matter, office.now(), "no-longer-seen"), Stage.CLOSED));
    }

    private void forEachDistrict(Consumer<Routing> action) {
        office.ledger()
                .range(
                        Tables.ROUTINGS,
                        "",
                        Tables.LAST,
                        Integer.MAX_VALUE,
                        (district, routing) -> action.accept(routing));
    }
}
