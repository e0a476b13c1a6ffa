package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.ConductEvent;
import org.postwatch.incident.IncidentId;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.ProcessingResult.Rejection;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.UrgentEventLog;

/** Admits conduct events of feeds. COVERAGE does not process them. */
final class ConductEventHandler {
    private static final Duration MAX_FUTURE = Duration.ofMinutes(1);
    private static final Duration MAX_LATE = Duration.ofDays(2);

    private final NotificationContext context;
    private final AlertProcessor alerts;
    private final UrgentConductAggregator urgent;
    private final UrgentEventLog notifiedEmergencies;

    ConductEventHandler(NotificationContext office, AlertProcessor alerts) {
        this.urgent = new UrgentConductAggregator(office);
        this.context = office;
        this.alerts = alerts;
        this.notifiedEmergencies = new UrgentEventLog(office.store(), NotificationTables.NOTIFIED_EMERGENCIES);
    }

    ProcessingResult handle(ConductEvent seen, RecordArrival receipt) {
        String district = seen.origin().district();
        Optional<RoutingConfig> found = context.routing(district);
        if (found.isEmpty()) {
            return new Rejection(
                    "unknown-district", "no plan for district '" + district + "'; apply its documents first");
        }
        RoutingConfig routing = found.get();
        Optional<Rejection> refusal = checkTime(seen.origin().time(), receipt.stamp())
                .or(() -> checkAuthorization(routing, seen, seen.origin().time()));
        if (seen.isUrgent()) {
            return handleUrgent(routing, seen, receipt, refusal);
        }
        if (refusal.isPresent()) {
            return refusal.get();
        }
        openAlert(routing, EngineAlerts.conduct(routing, seen), seen);
        return ProcessingResult.ACCEPTED;
    }

    private void openAlert(RoutingConfig routing, Alert conduct, ConductEvent seen) {
        if (context.alertState(conduct.district(), conduct.id()).isEmpty()) {
            Optional<Instant> over = EngineAlerts.autoCloseAt(conduct).filter(end -> !end.isAfter(context.now()));
            if (over.isPresent()) {
                alerts.handle(EngineAlerts.asClosed(conduct, over.get(), "24 h"), NoticeStage.OPENED);
            } else if (seen.emergency()) {
                urgent.aggregate(routing, conduct, seen)
                        .ifPresent(pending -> alerts.handle(pending.alert(), pending.stage()));
            } else {
                alerts.handle(conduct, NoticeStage.OPENED);
            }
        }
    }

    /** An emergency calls people although its time is not credible, or its id was taken; each of its bytes once. */
    private ProcessingResult handleUrgent(
            RoutingConfig routing, ConductEvent seen, RecordArrival receipt, Optional<Rejection> refused) {
        boolean repeated = notifiedEmergencies.contains(seen, receipt, context.now());
        boolean taken = notifiedEmergencies.contains(seen, context.now())
                || context.alertState(
                                routing.district(), EngineAlerts.conductId(seen).text())
                        .isPresent();
        Optional<Rejection> refusal =
                refused.or(() -> taken && !repeated ? Optional.of(rejectedAsConflicting(seen)) : Optional.empty());
        boolean notified = refusal.isEmpty()
                || (UrgentEventLog.isNotifiedDespite(refusal.get().reason())
                        && checkAuthorization(routing, seen, receipt.stamp()).isEmpty());
        if (notified && !repeated) {
            notifiedEmergencies.add(seen, receipt, context.now());
            IncidentId id = EngineAlerts.conductId(seen);
            IncidentId unique = taken ? id.with(UrgentEventLog.digest(receipt)) : id;
            Instant at = refusal.isEmpty()
                    ? seen.origin().time()
                    : UrgentEventLog.effectiveAt(receipt.stamp(), context.now());
            Alert conduct = EngineAlerts.conduct(routing, seen, unique.text(), at);
            Alert marked = refusal.map(r -> EngineAlerts.withReason(
                            conduct,
                            Reason.of(ReasonCode.of(r.reason()), seen.origin().time())))
                    .orElse(conduct);
            openAlert(routing, marked, seen);
        }
        return refusal.map(ProcessingResult.class::cast).orElse(ProcessingResult.ACCEPTED);
    }

    private static Rejection rejectedAsConflicting(ConductEvent seen) {
        return new Rejection(
                "conflicting",
                "source '" + seen.origin().source() + "' has sent another event with id '"
                        + seen.origin().id() + "'");
    }

    private static Optional<Rejection> checkTime(Instant time, Instant stamp) {
        if (time.isAfter(stamp.plus(MAX_FUTURE))) {
            return rejected("future", "time " + time + " is more than one minute after its arrival at " + stamp);
        }
        return time.isBefore(stamp.minus(MAX_LATE))
                ? rejected("late", "time " + time + " is more than two days before its arrival at " + stamp)
                : Optional.empty();
    }

    /** @param time when the feed must have been one */
    private static Optional<Rejection> checkAuthorization(RoutingConfig routing, ConductEvent seen, Instant time) {
        String source = seen.origin().source();
        if (!routing.campuses().containsKey(seen.campus())) {
            return rejected(
                    "unknown-campus", "district '" + routing.district() + "' has no campus '" + seen.campus() + "'");
        }
        RoutingConfig.ConductFeed feed = routing.conductFeeds().get(source);
        if (feed != null && !feed.dates().contains(time, routing.zone())) {
            return rejected(
                    "source-not-authorised",
                    "time " + time + " lies outside the dates of feed '" + source + "' ("
                            + feed.dates().text() + ", " + routing.zone() + ")");
        }
        if (feed == null || !(feed.campuses().isEmpty() || feed.campuses().contains(seen.campus()))) {
            return rejected(
                    "source-not-authorised",
                    "feed '" + source + "' may not report conduct at campus '" + seen.campus() + "'");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> rejected(String reason, String detail) {
        return Optional.of(new Rejection(reason, detail));
    }
}
