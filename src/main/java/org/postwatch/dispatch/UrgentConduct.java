package org.postwatch.dispatch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductSeen;
import org.postwatch.incident.ManyReports;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Routing;

/**
 * Conduct that feeds class as an emergency. The first reports of one feed at one campus in a minute have matters of their own,
 * as many as for weapons; one matter lists the others. It is a matter of conduct, so that it follows the same routes.
 */
public final class UrgentConduct {
    private static final String MANY = "many-reports";

    private final Office office;

    UrgentConduct(Office office) {
        this.office = office;
    }

    /**
     * Of one feed at one campus.
     *
     * @param minute of their arrival, its first instant
     * @param own how many of the reports have matters of their own
     * @param reports those and, before them, what was listed since, the latest first
     */
    public record OfMinute(Instant minute, int own, List<Reason> reports) {
        public OfMinute {
            reports = List.copyOf(reports);
        }

        Instant forgetAt() {
            return minute.plus(1, ChronoUnit.MINUTES);
        }
    }

    /** What becomes of it: {@code matter} is to arrive as {@code stage}. */
    record Arrival(Matter matter, Stage stage) {}

    /** Empty when no notice is needed. */
    Optional<Arrival> take(Routing routing, Matter conduct, ConductSeen seen) {
        Instant minute = office.now().truncatedTo(ChronoUnit.MINUTES);
        String key =
                routing.district() + "/" + seen.campus() + "/" + seen.origin().source();
        OfMinute before = office.ledger()
                .get(Tables.URGENT, key)
                .filter(last -> last.minute().equals(minute))
                .orElse(new OfMinute(minute, 0, List.of()));
        Reason report =
                ManyReports.report(conduct.id(), seen.device(), seen.origin().time());
        List<Reason> reports = ManyReports.with(before.reports(), report);
        if (reports.equals(before.reports())) {
            return Optional.empty();
        }
        boolean own = before.own() < ManyReports.OWN_MAX;
        office.agenda().put(Agenda.URGENT, key, new OfMinute(minute, before.own() + (own ? 1 : 0), reports));
        if (own) {
            return Optional.of(new Arrival(conduct, Stage.OPENED));
        }
        String id = prefix(seen.campus(), seen.origin().source()) + MANY + "/" + minute;
        Optional<Matter> open =
                office.affair(routing.district(), id).map(Affair::matter).filter(matter -> !matter.isOver());
        boolean elsewhere = ManyReports.isElsewhere(before.reports(), report);
        Stage stage = open.isEmpty() ? Stage.OPENED : elsewhere ? Stage.ESCALATED : Stage.UPDATED;
        Instant opened = open.flatMap(Matter::opened).orElse(office.now());
        return Optional.of(new Arrival(OwnMatter.manyConduct(routing, id, conduct, opened, reports), stage));
    }

    private static String prefix(String campus, String feed) {
        return Matter.CONDUCT + "/" + campus + "/" + feed + "/";
    }

    /** The open emergencies that a matter of many lists, those with their own matters included; else none. */
    List<Affair> listed(Matter many) {
        String prefix =
                prefix(many.labels().getOrDefault("campus", ""), many.labels().getOrDefault("feed", ""));
        if (!many.kind().equals(Matter.CONDUCT) || !many.id().startsWith(prefix + MANY + "/")) {
            return List.of();
        }
        Instant minute = Instant.parse(many.id().substring(prefix.length() + MANY.length() + 1));
        List<Affair> listed = new ArrayList<>();
        office.ledger().scan(Tables.AFFAIRS, many.district() + "/" + prefix, (key, affair) -> {
            Matter matter = affair.matter();
            boolean ofMinute = affair.said().truncatedTo(ChronoUnit.MINUTES).equals(minute);
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
