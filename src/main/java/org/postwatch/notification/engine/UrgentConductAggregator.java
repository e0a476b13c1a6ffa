package org.postwatch.notification.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductEvent;
import org.postwatch.incident.ManyReportsIncident;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.route.RoutingConfig;

/**
 * Conduct that feeds class as an emergency. The first reports of one feed at one campus in a minute have matters of their own,
 * as many as for weapons; one matter lists the others. It is a matter of conduct, so that it follows the same routes.
 */
public final class UrgentConductAggregator {
    private static final String MANY_REPORTS = "many-reports";

    private final NotificationContext context;

    UrgentConductAggregator(NotificationContext office) {
        this.context = office;
    }

    /**
     * Of one feed at one campus.
     *
     * @param minute of their arrival, its first instant
     * @param own how many of the reports have matters of their own
     * @param reports those and, before them, what was listed since, the latest first
     */
    public record UrgentConductMinute(Instant minute, int individualAlerts, List<Reason> reports) {
        public UrgentConductMinute {
            reports = List.copyOf(reports);
        }

        Instant expiresAt() {
            return minute.plus(1, ChronoUnit.MINUTES);
        }
    }

    /** What becomes of it: {@code matter} is to arrive as {@code stage}. */
    record ConductAlert(Alert alert, NoticeStage stage) {}

    /** Empty when no notice is needed. */
    Optional<ConductAlert> aggregate(RoutingConfig routing, Alert conduct, ConductEvent seen) {
        Instant minute = context.now().truncatedTo(ChronoUnit.MINUTES);
        String key =
                routing.district() + "/" + seen.campus() + "/" + seen.origin().source();
        UrgentConductMinute before = context.store()
                .get(NotificationTables.URGENT_CONDUCT, key)
                .filter(last -> last.minute().equals(minute))
                .orElse(new UrgentConductMinute(minute, 0, List.of()));
        Reason report = ManyReportsIncident.listedReport(
                conduct.id(), seen.device(), seen.origin().time());
        List<Reason> reports = ManyReportsIncident.add(before.reports(), report);
        if (reports.equals(before.reports())) {
            return Optional.empty();
        }
        boolean own = before.individualAlerts() < ManyReportsIncident.MAX_OWN_INCIDENTS;
        context.timers()
                .put(
                        NotificationTimerIndex.URGENT_CONDUCT,
                        key,
                        new UrgentConductMinute(minute, before.individualAlerts() + (own ? 1 : 0), reports));
        if (own) {
            return Optional.of(new ConductAlert(conduct, NoticeStage.OPENED));
        }
        String id = idPrefix(seen.campus(), seen.origin().source()) + MANY_REPORTS + "/" + minute;
        Optional<Alert> open = context.alertState(routing.district(), id)
                .map(AlertState::alert)
                .filter(matter -> !matter.isOver());
        boolean elsewhere = ManyReportsIncident.isNewPlace(before.reports(), report);
        NoticeStage stage =
                open.isEmpty() ? NoticeStage.OPENED : elsewhere ? NoticeStage.ESCALATED : NoticeStage.UPDATED;
        Instant opened = open.flatMap(Alert::opened).orElse(context.now());
        return Optional.of(new ConductAlert(EngineAlerts.manyConduct(routing, id, conduct, opened, reports), stage));
    }

    private static String idPrefix(String campus, String feed) {
        return Alert.CONDUCT + "/" + campus + "/" + feed + "/";
    }

    /** The open emergencies that a matter of many lists, those with their own matters included; else none. */
    List<AlertState> listedAlerts(Alert many) {
        String prefix =
                idPrefix(many.labels().getOrDefault("campus", ""), many.labels().getOrDefault("feed", ""));
        if (!many.kind().equals(Alert.CONDUCT) || !many.id().startsWith(prefix + MANY_REPORTS + "/")) {
            return List.of();
        }
        Instant minute = Instant.parse(many.id().substring(prefix.length() + MANY_REPORTS.length() + 1));
        List<AlertState> listed = new ArrayList<>();
        context.store().scan(NotificationTables.ALERTS, many.district() + "/" + prefix, (key, affair) -> {
            Alert matter = affair.alert();
            boolean ofMinute = affair.openedAt().truncatedTo(ChronoUnit.MINUTES).equals(minute);
            if (ofMinute
                    && matter.emergency()
                    && !matter.isOver()
                    && !matter.id().equals(many.id())) {
                listed.add(affair);
            }
        });
        return listed;
    }
}
