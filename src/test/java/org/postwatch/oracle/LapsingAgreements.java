package org.postwatch.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.Event;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Post;
import org.postwatch.plan.TimeSpan;

/** One incident for each end of an agreement's term: it comes near, or the agreement is suspended, and somebody relies on it. */
final class LapsingAgreements {
    private final World world;
    private final District district;
    private final ZoneId zone;
    private final int days;
    private final List<Shifts.ShiftAfterGrace> shifts;

    /** A stretch in which something is the matter, and what. */
    private record AgreementRisk(TimeSpan span, Reason reason) {}

    LapsingAgreements(World world, List<Event> standing) {
        this.world = world;
        district = world.district();
        zone = district.zone();
        days = district.settings().agreementDays();
        shifts = new Shifts(standing).afterGrace(district.settings().shiftGrace());
    }

    List<Incident> all() {
        List<Incident> all = new ArrayList<>();
        for (Agreement a : district.agreements()) {
            a.term()
                    .until()
                    .ifPresent(end ->
                            lapsing(a, a.term().start(zone), end, a.renewals()).ifPresent(all::add));
            for (int i = 0; i < a.renewals().size(); i++) {
                Agreement.Renewal r = a.renewals().get(i);
                List<Agreement.Renewal> later =
                        a.renewals().subList(i + 1, a.renewals().size());
                lapsing(a, LocalDateTimeRange.startOf(r.decidedAt(), zone), r.until(), later)
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    private Optional<Incident> lapsing(
            Agreement a, Instant inEffect, LocalDateTime localEnd, List<Agreement.Renewal> later) {
        Instant end = LocalDateTimeRange.until(localEnd, zone);
        Instant renewed = later.stream()
                .map(r -> LocalDateTimeRange.startOf(r.decidedAt(), zone))
                .filter(decided -> decided.isBefore(end))
                .min(Comparator.naturalOrder())
                .orElse(end);
        List<AgreementRisk> matters = new ArrayList<>();
        Instant watched = district.monitoredFrom();
        span(later(watched, LocalDateTimeRange.startOf(localEnd.minusDays(days), zone)), renewed)
                .ifPresent(
                        s -> matters.add(new AgreementRisk(s, Reason.of(ReasonCode.AGREEMENT_LAPSING, a.id(), end))));
        for (LocalDateTimeRange d : a.suspensions()) {
            Reason why = Reason.of(ReasonCode.AGREEMENT_SUSPENDED, a.id(), d.start(zone));
            span(later(watched, later(d.start(zone), inEffect)), earlier(d.end(zone), renewed))
                    .ifPresent(s -> matters.add(new AgreementRisk(s, why)));
        }
        List<Episode> episodes = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        for (TimeSpan run : merged(matters)) {
            String by = renewed.isBefore(end) && run.to().equals(renewed)
                    ? "renewed"
                    : run.to().equals(end) ? "lapsed" : "lifted";
            Instant planBegins = district.firstDay().atStartOfDay(zone).toInstant();
            Optional<Instant> relied = run.to().isAfter(planBegins) ? firstReliance(a, run) : Optional.empty();
            if (relied.isEmpty()) {
                continue;
            }
            new EpisodeRule(world, Duration.ZERO, district.settings().agreementLadder(), List.of())
                    .evaluate(relied.get(), run.to(), by)
                    .ifPresent(episode -> {
                        episodes.add(episode);
                        reasons.clear();
                        reasons.addAll(reasons(matters, run));
                    });
        }
        return episodes.isEmpty()
                ? Optional.empty()
                : Optional.of(Incident.of(
                        "agreement-lapsing/" + a.id() + "/" + end,
                        IncidentKind.AGREEMENT_LAPSING,
                        Map.of(),
                        episodes,
                        reasons));
    }

    /** What is the matter in a run, as far as it began by the clock: the lapse first, then suspensions by their start. */
    private List<Reason> reasons(List<AgreementRisk> matters, TimeSpan run) {
        return matters.stream()
                .filter(m -> run.contains(m.span().from()))
                .filter(m -> !m.span().from().isAfter(world.clock()))
                .sorted(Comparator.comparing((AgreementRisk m) -> m.reason().code())
                        .thenComparing(m -> m.span().from()))
                .map(AgreementRisk::reason)
                .toList();
    }

    private static List<TimeSpan> merged(List<AgreementRisk> matters) {
        List<TimeSpan> merged = new ArrayList<>();
        for (AgreementRisk m : matters.stream()
                .sorted(Comparator.comparing(m -> m.span().from()))
                .toList()) {
            TimeSpan last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && !m.span().from().isAfter(last.to())) {
                merged.set(
                        merged.size() - 1,
                        new TimeSpan(last.from(), later(last.to(), m.span().to())));
            } else {
                merged.add(m.span());
            }
        }
        return merged;
    }

    /** Of all instants at which reliance may begin, the first one of the run at which it is there. */
    private Optional<Instant> firstReliance(Agreement a, TimeSpan run) {
        List<TimeSpan> needs = new ArrayList<>();
        for (String id : a.campuses()) {
            CampusPlan plan = world.campuses().get(id);
            if (plan != null) {
                needs.addAll(windows(a, plan, run));
                needs.addAll(shiftsOf(a, plan));
            }
        }
        List<Instant> candidates = new ArrayList<>(List.of(run.from()));
        needs.forEach(need -> candidates.add(need.from().minus(Duration.ofDays(days))));
        return candidates.stream()
                .filter(run::contains)
                .filter(t -> needs.stream()
                        .anyMatch(need -> need.to().isAfter(t) && !need.from().isAfter(t.plus(Duration.ofDays(days)))))
                .min(Comparator.naturalOrder());
    }

    /** Windows of the run and of the days after it, of posts that take a kind of officer that the agency has. */
    private List<TimeSpan> windows(Agreement a, CampusPlan plan, TimeSpan run) {
        List<TimeSpan> windows = new ArrayList<>();
        LocalDate last = run.to().atZone(plan.zone()).toLocalDate().plusDays(days + 1L);
        for (LocalDate date = run.from().atZone(plan.zone()).toLocalDate().minusDays(2);
                !date.isAfter(last);
                date = date.plusDays(1)) {
            for (Post post : plan.versionOn(date).posts()) {
                boolean kind = district.officers().values().stream()
                        .anyMatch(o ->
                                o.agency().equals(a.agency()) && post.kinds().contains(o.kind()));
                if (kind) {
                    DutyWindows.ofPost(plan, post.id(), date).forEach(w -> windows.add(new TimeSpan(w.from(), w.to())));
                }
            }
        }
        return windows;
    }

    private List<TimeSpan> shiftsOf(Agreement a, CampusPlan plan) {
        return shifts.stream()
                .map(Shifts.ShiftAfterGrace::shift)
                .filter(s -> s.campus().equals(plan.id()))
                .filter(s -> !s.from().atZone(plan.zone()).toLocalDate().isBefore(district.firstDay()))
                .filter(s -> district.officers().get(s.badge()).agency().equals(a.agency()))
                .map(s -> new TimeSpan(s.from(), s.to()))
                .toList();
    }

    private static Optional<TimeSpan> span(Instant from, Instant to) {
        return from.isBefore(to) ? Optional.of(new TimeSpan(from, to)) : Optional.empty();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
