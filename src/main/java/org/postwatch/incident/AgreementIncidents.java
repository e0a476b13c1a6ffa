package org.postwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.TimeSpan;

/**
 * One incident per agreement and end of its term. It opens at the first instant, from so many days before that end on or
 * while the agreement is suspended, at which the agreement is relied on: a window of a post that takes a kind its agency
 * has, or a shift of one of its officers, goes on or begins within so many days (of 24 hours).
 */
public final class AgreementIncidents {
    private final District district;
    private final Agreement agreement;
    private final Map<String, CampusPlan> campuses;
    private final Collection<ShiftPlanned> shifts;
    private final Map<String, Instant> knownReliances;
    private final ZoneId zone;

    private AgreementIncidents(
            District district,
            Agreement agreement,
            Map<String, CampusPlan> campuses,
            Collection<ShiftPlanned> shifts,
            Map<String, Instant> relied) {
        this.district = district;
        this.agreement = agreement;
        this.campuses = campuses;
        this.shifts = shifts;
        this.knownReliances = relied;
        this.zone = district.zone();
    }

    /**
     * @param campuses the district's campuses by id (those that an agreement names are asked)
     * @param shifts every shift as last planned
     * @param relied what {@link #relianceStarts} returned for shifts that have been forgotten since
     */
    public static List<IncidentTimeline> of(
            District district,
            Map<String, CampusPlan> campuses,
            Collection<ShiftPlanned> shifts,
            Map<String, Instant> relied) {
        List<IncidentTimeline> courses = new ArrayList<>();
        for (Agreement agreement : district.agreements()) {
            courses.addAll(new AgreementIncidents(district, agreement, campuses, shifts, relied).timelines());
        }
        return courses;
    }

    /**
     * Runs of agreements on which one of these shifts relies, to be kept when the shifts are forgotten.
     *
     * @return by run, the first instant at which a shift relies on it
     */
    public static Map<String, Instant> relianceStarts(District district, Collection<ShiftPlanned> shifts) {
        Map<String, Instant> relied = new HashMap<>();
        for (Agreement agreement : district.agreements()) {
            AgreementIncidents asked = new AgreementIncidents(district, agreement, Map.of(), shifts, Map.of());
            for (TermEnd ending : asked.termEnds()) {
                for (FaultSpan run : ending.faultSpans()) {
                    asked.firstReliance(run.span()).ifPresent(t -> relied.put(asked.faultKey(run.span()), t));
                }
            }
        }
        return relied;
    }

    private String faultKey(TimeSpan run) {
        return agreement.id() + "@" + run.from();
    }

    /** A stretch in which the agreement lapses or is suspended. */
    private record AgreementFault(TimeSpan span, String closeReason, Reason reason) {}

    /**
     * An end of the term that stood for a while.
     *
     * @param end when the term ends by it
     * @param over when it ends, or is replaced by a renewal
     * @param groups troubles that touch or overlap
     */
    private record TermEnd(
            Instant end, Instant inEffectUntil, boolean renewed, List<List<AgreementFault>> faultGroups) {
        List<FaultSpan> faultSpans() {
            return faultGroups.stream()
                    .map(group -> AgreementIncidents.faultSpan(group, inEffectUntil, renewed))
                    .toList();
        }
    }

    private List<IncidentTimeline> timelines() {
        return termEnds().stream().flatMap(ending -> timeline(ending).stream()).toList();
    }

    private List<TermEnd> termEnds() {
        List<TermEnd> endings = new ArrayList<>();
        Instant effective = agreement.term().start(zone);
        Optional<LocalDateTime> end = agreement.term().until();
        for (int i = 0; end.isPresent(); i++) {
            Optional<Agreement.Renewal> renewal = i < agreement.renewals().size()
                    ? Optional.of(agreement.renewals().get(i))
                    : Optional.empty();
            endings.add(termEnd(effective, end.get(), renewal));
            effective = renewal.map(r -> LocalDateTimeRange.startOf(r.decidedAt(), zone))
                    .orElse(Instant.MAX);
            end = renewal.map(Agreement.Renewal::until);
        }
        return endings;
    }

    /** @param effective from when this end was the end of the term */
    private TermEnd termEnd(Instant effective, LocalDateTime localEnd, Optional<Agreement.Renewal> renewal) {
        Instant end = LocalDateTimeRange.until(localEnd, zone);
        Optional<Instant> renewed = renewal.map(r -> LocalDateTimeRange.startOf(r.decidedAt(), zone))
                .filter(t -> t.isBefore(end));
        Instant over = renewed.orElse(end);
        List<AgreementFault> troubles = new ArrayList<>();
        // Before the district is watched nothing is required, so nothing is relied on.
        Instant watched = district.monitoredFrom();
        clipped(
                        LocalDateTimeRange.startOf(
                                localEnd.minusDays(district.settings().agreementDays()), zone),
                        over,
                        watched,
                        over)
                .ifPresent(span -> troubles.add(new AgreementFault(
                        span,
                        renewed.isPresent() ? "renewed" : "lapsed",
                        Reason.of("agreement-lapsing", agreement.id(), end))));
        for (LocalDateTimeRange suspension : agreement.suspensions()) {
            clipped(
                            suspension.start(zone),
                            suspension.end(zone),
                            effective.isAfter(watched) ? effective : watched,
                            over)
                    .ifPresent(span -> troubles.add(new AgreementFault(
                            span, "lifted", Reason.of("agreement-suspended", agreement.id(), suspension.start(zone)))));
        }
        return new TermEnd(end, over, renewed.isPresent(), merged(troubles));
    }

    private Optional<IncidentTimeline> timeline(TermEnd ending) {
        EpisodeRule rule =
                new EpisodeRule(district.severities(), district.settings().agreementLadder(), Duration.ZERO);
        Instant first = district.firstDay().atStartOfDay(zone).toInstant();
        List<Episode> episodes = new ArrayList<>();
        List<IncidentTimeline.ReasonChange> changes = new ArrayList<>();
        for (List<AgreementFault> group : ending.faultGroups()) {
            FaultSpan run = faultSpan(group, ending.inEffectUntil(), ending.renewed());
            Optional<Instant> relied = run.span().to().isAfter(first) ? firstReliance(run.span()) : Optional.empty();
            if (relied.isPresent()) {
                TimeSpan open = new TimeSpan(relied.get(), run.span().to());
                rule.evaluate(new FaultSpan(open, run.closeReason()), List.of()).ifPresent(episodes::add);
                changes.addAll(reasonChanges(group));
            }
        }
        changes.sort(Comparator.comparing(IncidentTimeline.ReasonChange::from));
        return episodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new IncidentTimeline(
                        IncidentId.of(IncidentKind.AGREEMENT_LAPSING, agreement.id(), ending.end())
                                .text(),
                        IncidentKind.AGREEMENT_LAPSING,
                        Map.of("agreement", agreement.id(), "agency", agreement.agency()),
                        episodes,
                        changes));
    }

    /** At the start of each trouble of a group: those that have begun. */
    private static List<IncidentTimeline.ReasonChange> reasonChanges(List<AgreementFault> group) {
        List<IncidentTimeline.ReasonChange> changes = new ArrayList<>();
        for (AgreementFault begins : group) {
            Instant since = begins.span().from();
            changes.add(new IncidentTimeline.ReasonChange(
                    since,
                    group.stream()
                            .filter(t -> !t.span().from().isAfter(since))
                            .map(AgreementFault::reason)
                            .toList()));
        }
        return changes;
    }

    private static Optional<TimeSpan> clipped(Instant from, Instant to, Instant min, Instant max) {
        Instant start = from.isAfter(min) ? from : min;
        Instant stop = to.isBefore(max) ? to : max;
        return start.isBefore(stop) ? Optional.of(new TimeSpan(start, stop)) : Optional.empty();
    }

    /** Groups troubles that touch or overlap. The lapse comes first in a group's reasons. */
    private static List<List<AgreementFault>> merged(List<AgreementFault> troubles) {
        List<List<AgreementFault>> groups = new ArrayList<>();
        Instant end = null;
        List<AgreementFault> sorted = new ArrayList<>(troubles);
        sorted.sort(Comparator.comparing(t -> t.span().from()));
        for (AgreementFault trouble : sorted) {
            if (end == null || trouble.span().from().isAfter(end)) {
                groups.add(new ArrayList<>());
                end = trouble.span().to();
            }
            groups.get(groups.size() - 1).add(trouble);
            end = trouble.span().to().isAfter(end) ? trouble.span().to() : end;
        }
        groups.forEach(group -> group.sort(
                Comparator.comparing((AgreementFault t) -> t.closeReason().equals("lifted"))
                        .thenComparing(t -> t.span().from())));
        return groups;
    }

    private static FaultSpan faultSpan(List<AgreementFault> merged, Instant over, boolean renewed) {
        Instant from = merged.stream()
                .map(t -> t.span().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant to = merged.stream()
                .map(t -> t.span().to())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String by = !to.equals(over) ? "lifted" : renewed ? "renewed" : "lapsed";
        return new FaultSpan(new TimeSpan(from, to), by);
    }

    /** The first instant of a run at which a window or a shift goes on, or begins within so many days; empty when none. */
    private Optional<Instant> firstReliance(TimeSpan run) {
        Duration days = Duration.ofDays(district.settings().agreementDays());
        List<Instant> reliedFrom = new ArrayList<>();
        for (ShiftPlanned shift : shifts) {
            if (agreement.campuses().contains(shift.campus())
                    && isOfAgency(shift.badge())
                    && shift.to().isAfter(run.from())) {
                reliedFrom.add(shift.from().minus(days));
            }
        }
        Optional.ofNullable(knownReliances.get(faultKey(run))).ifPresent(reliedFrom::add);
        Set<String> kinds = kindsOfAgency();
        for (String campus : agreement.campuses()) {
            CampusPlan plan = campuses.get(campus);
            if (plan != null) {
                firstWindow(plan, kinds, new TimeSpan(run.from(), run.to().plus(days)))
                        .ifPresent(window -> reliedFrom.add(window.minus(days)));
            }
        }
        return reliedFrom.stream()
                .min(Comparator.naturalOrder())
                .map(t -> t.isBefore(run.from()) ? run.from() : t)
                .filter(run::contains);
    }

    private boolean isOfAgency(String badge) {
        Officer officer = district.officers().get(badge);
        return officer != null && officer.agency().equals(agreement.agency());
    }

    private Set<String> kindsOfAgency() {
        return district.officers().values().stream()
                .filter(o -> o.agency().equals(agreement.agency()))
                .map(Officer::kind)
                .collect(Collectors.toSet());
    }

    /** When the first window begins that ends after the start of a stretch and takes one of these kinds. */
    private static Optional<Instant> firstWindow(CampusPlan plan, Set<String> kinds, TimeSpan stretch) {
        LocalDate first = firstDate(plan);
        LocalDate date = stretch.from().equals(Instant.MIN)
                ? first
                : later(LocalDate.ofInstant(stretch.from(), plan.zone()).minusDays(1), first);
        LocalDate last = earlier(LocalDate.ofInstant(stretch.to(), plan.zone()), lastDate(plan));
        for (; !date.isAfter(last); date = date.plusDays(1)) {
            List<Instant> starts = new ArrayList<>();
            for (Post post : plan.versionOn(date).posts()) {
                if (post.kinds().stream().anyMatch(kinds::contains)) {
                    DutyWindows.ofPost(plan, post.id(), date).stream()
                            .map(DutyWindow::span)
                            .filter(span -> span.to().isAfter(stretch.from()))
                            .forEach(span -> starts.add(span.from()));
                }
            }
            if (!starts.isEmpty()) {
                return starts.stream().min(Comparator.naturalOrder());
            }
        }
        return Optional.empty();
    }

    private static LocalDate firstDate(CampusPlan plan) {
        return plan.versions().values().stream()
                .flatMap(campus -> campus.schedule().firstDate().stream())
                .min(Comparator.naturalOrder())
                .orElse(LocalDate.MAX);
    }

    private static LocalDate lastDate(CampusPlan plan) {
        return plan.versions().values().stream()
                .flatMap(campus -> campus.schedule().lastDate().stream())
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.MIN);
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
