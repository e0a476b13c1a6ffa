package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.postwatch.event.KeyPrefix;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.route.RoutingConfig;

/**
 * Faults of Postwatch itself that ticks report: clocks that differ, and inputs that cannot be read. Each is an incident of
 * every district of the partition. It opens after it has lasted for a while, and closes when no tick has reported it for a minute.
 */
final class SystemFaultMonitor {
    /** Clocks may differ by this much; if they differ by more, events may be rejected as late or as future. */
    static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(60);
    /** A single late tick is not a fault. */
    static final Duration MIN_DURATION = Duration.ofSeconds(10);

    static final Duration CLOSE_AFTER = Duration.ofSeconds(60);
    /** There are fewer inputs; a tick with more is a mistake of its writer. */
    static final int MAX_FAULTS = 100;

    /** @param reported whether alerts are open */
    private record SystemFault(Instant firstSeen, Instant lastSeen, String detail, boolean reported) {}

    private final NotificationContext context;
    private final AlertProcessor alerts;
    /** By the id of the incident. Kept in memory only: after a restart the open incidents show what was reported. */
    private final Map<String, SystemFault> faults = new TreeMap<>();

    private boolean started;

    SystemFaultMonitor(NotificationContext context, AlertProcessor alerts) {
        this.context = context;
        this.alerts = alerts;
    }

    /** @param wallClock measures how long a fault lasts, as stamps and ticks may be wrong */
    void handle(TickReport report, Instant wallClock) {
        if (!started) {
            started = true;
            restoreOpenFaults(wallClock);
        }
        if (report.clockDifference().abs().compareTo(MAX_CLOCK_DIFFERENCE) > 0) {
            observe(
                    IncidentId.of(Alert.CLOCK_FAULT, "partition-" + report.partition())
                            .text(),
                    describeClockDifference(report),
                    wallClock);
        }
        new TreeSet<>(report.stuckTopics())
                .forEach(topic -> observe(
                        IncidentId.of(Alert.INPUT_STUCK, topic).text(),
                        describeStuckInput(report.partition(), topic),
                        wallClock));
        closeResolved(wallClock);
    }

    /** ROUTING's clock was ahead of the wall clock and was set back; COVERAGE's, which the same ticks turn, most likely too. */
    void reportClockCorrection(Instant from, Instant to) {
        String id = IncidentId.of(Alert.CLOCK_FAULT, "set-back-" + to).text();
        String detail = "the stored clock of a partition stood at " + from
                + ", ahead of this instance's clock, and was set back" + " to " + to
                + "; days may have been closed too early: see 'Wrong clocks' in docs/operations-running.md";
        faults.put(id, new SystemFault(to, to, detail, true));
        forEachDistrict(routing -> openAlerts(routing, id, detail));
    }

    private void restoreOpenFaults(Instant wallClock) {
        forEachDistrict(routing -> {
            for (String kind : new String[] {Alert.CLOCK_FAULT, Alert.INPUT_STUCK}) {
                KeyPrefix alerts = new IncidentKey(routing.district(), kind).prefix();
                context.store().scan(NotificationTables.ALERTS, alerts, (key, state) -> {
                    Alert alert = state.alert();
                    if (!alert.isOver()) {
                        String detail = alert.fields().getOrDefault("detail", "");
                        faults.put(alert.id(), new SystemFault(wallClock, wallClock, detail, true));
                    }
                });
            }
        });
    }

    private static String describeClockDifference(TickReport report) {
        return "the clock of instance " + report.instance() + " is "
                + report.clockDifference().abs().toSeconds() + " s "
                + (report.clockDifference().isNegative() ? "ahead of" : "behind")
                + " the clock of the broker that leads partition " + report.partition()
                + "; one of the two is wrong, and events may be rejected until it is corrected";
    }

    private static String describeStuckInput(int partition, String topic) {
        return "partition " + partition + " of " + topic
                + " cannot be read to its end (a transaction was left open, or no broker leads it); events that were sent"
                + " there since wait";
    }

    private void observe(String id, String detail, Instant now) {
        if (faults.size() >= MAX_FAULTS && !faults.containsKey(id)) {
            return;
        }
        SystemFault known = faults.getOrDefault(id, new SystemFault(now, now, detail, false));
        boolean report =
                !known.reported() && !known.firstSeen().plus(MIN_DURATION).isAfter(now);
        faults.put(id, new SystemFault(known.firstSeen(), now, known.detail(), known.reported() || report));
        if (report) {
            forEachDistrict(routing -> openAlerts(routing, id, known.detail()));
        }
    }

    /** A district whose routing is new gets the incidents that last. */
    void openAlerts(RoutingConfig routing) {
        faults.forEach((id, fault) -> {
            if (fault.reported()) {
                openAlerts(routing, id, fault.detail());
            }
        });
    }

    private void openAlerts(RoutingConfig routing, String id, String detail) {
        if (context.alertState(routing.district(), id)
                .filter(state -> !state.alert().isOver())
                .isEmpty()) {
            alerts.handle(EngineAlerts.systemFault(routing, id, detail, context.now()), NoticeStage.OPENED);
        }
    }

    private void closeResolved(Instant now) {
        for (Iterator<Map.Entry<String, SystemFault>> all = faults.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, SystemFault> entry = all.next();
            Duration quiet = entry.getValue().reported() ? CLOSE_AFTER : MIN_DURATION;
            if (entry.getValue().lastSeen().plus(quiet).isBefore(now)) {
                all.remove();
                forEachDistrict(routing -> close(routing.district(), entry.getKey()));
            }
        }
    }

    private void close(String district, String id) {
        context.alertState(district, id)
                .map(AlertState::alert)
                .filter(alert -> !alert.isOver())
                .ifPresent(alert -> alerts.handle(
                        EngineAlerts.asClosed(alert, context.now(), "no-longer-seen"), NoticeStage.CLOSED));
    }

    private void forEachDistrict(Consumer<RoutingConfig> action) {
        context.store().forEach(NotificationTables.ROUTINGS, (district, routing) -> action.accept(routing));
    }
}
