package org.postwatch.notification.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.KeyPrefix;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.ManyReportsIncident;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.CampusFeedKey;
import org.postwatch.plan.CampusKey;

/**
 * Conduct that feeds class as an emergency. The first reports of one feed at one campus in a minute have alerts of their own,
 * as many as for weapons; one alert lists the others. It is an alert of kind conduct, so that it follows the same routes.
 */
public final class UrgentConductAggregator {
    private static final String MANY_REPORTS = "many-reports";

    private final NotificationContext context;

    UrgentConductAggregator(NotificationContext context) {
        this.context = context;
    }

    /**
     * The emergencies of one feed at one campus in a minute.
     *
     * @param minute of their arrival, its first instant
     * @param individualAlerts how many of the reports have alerts of their own
     * @param reports all of them, the latest first
     */
    public record UrgentConductMinute(Instant minute, int individualAlerts, List<Reason> reports) {
        public UrgentConductMinute {
            reports = List.copyOf(reports);
        }

        Instant expiresAt() {
            return minute.plus(1, ChronoUnit.MINUTES);
        }
    }

    /** An alert to be handled as {@code stage}. */
    record ConductAlert(Alert alert, NoticeStage stage) {}

    /** Empty when no notice is needed. */
    Optional<ConductAlert> aggregate(RoutingConfig routing, Alert conduct, ConductEvent event) {
        Instant minute = context.now().truncatedTo(ChronoUnit.MINUTES);
        CampusFeedKey key = new CampusFeedKey(
                new CampusKey(routing.district(), event.campus()),
                event.origin().source());
        UrgentConductMinute before = context.store()
                .get(NotificationTables.URGENT_CONDUCT, key)
                .filter(last -> last.minute().equals(minute))
                .orElse(new UrgentConductMinute(minute, 0, List.of()));
        Reason report = ManyReportsIncident.listedReport(
                conduct.id(), event.device(), event.origin().time());
        List<Reason> reports = ManyReportsIncident.add(before.reports(), report);
        if (reports.equals(before.reports())) {
            return Optional.empty();
        }
        boolean own = before.individualAlerts() < ManyReportsIncident.MAX_OWN_INCIDENTS;
        context.store()
                .put(
                        NotificationTables.URGENT_CONDUCT,
                        key,
                        new UrgentConductMinute(minute, before.individualAlerts() + (own ? 1 : 0), reports));
        if (own) {
            return Optional.of(new ConductAlert(conduct, NoticeStage.OPENED));
        }
        String id = IncidentId.of(Alert.CONDUCT, event.campus(), event.origin().source(), MANY_REPORTS, minute)
                .text();
        Optional<Alert> open = context.alertState(routing.district(), id)
                .map(AlertState::alert)
                .filter(alert -> !alert.isOver());
        boolean elsewhere = ManyReportsIncident.isNewPlace(before.reports(), report);
        NoticeStage stage =
                open.isEmpty() ? NoticeStage.OPENED : elsewhere ? NoticeStage.ESCALATED : NoticeStage.UPDATED;
        Instant opened = open.flatMap(Alert::opened).orElse(context.now());
        return Optional.of(new ConductAlert(EngineAlerts.manyConduct(routing, id, conduct, opened, reports), stage));
    }

    /** The open emergencies that an alert of many reports lists, also those with alerts of their own; empty for other alerts. */
    List<AlertState> listedAlerts(Alert many) {
        String campus = many.labels().getOrDefault("campus", "");
        String feed = many.labels().getOrDefault("feed", "");
        String manyPrefix = IncidentId.prefix(Alert.CONDUCT, campus, feed, MANY_REPORTS);
        if (!many.kind().equals(Alert.CONDUCT) || !many.id().startsWith(manyPrefix)) {
            return List.of();
        }
        Instant minute = Instant.parse(many.id().substring(manyPrefix.length()));
        KeyPrefix first = new IncidentKey(
                        many.district(),
                        IncidentId.of(Alert.CONDUCT, campus, feed).text())
                .prefix();
        List<AlertState> listed = new ArrayList<>();
        context.store().scan(NotificationTables.ALERTS, first, (key, state) -> {
            Alert alert = state.alert();
            boolean ofMinute = state.openedAt().truncatedTo(ChronoUnit.MINUTES).equals(minute);
            if (ofMinute && alert.emergency() && !alert.isOver() && !alert.id().equals(many.id())) {
                listed.add(state);
            }
        });
        return listed;
    }
}
