package org.postwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Dates;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.Span;
import org.postwatch.plan.Windows;

/**
 * One incident per agreement and end of its term: so many days before that end, or while suspended, as long as a window
 * or a shift at one of its campuses relies on a kind that its agency has.
 */
public final class AgreementIncidents {
    private final District district;
    private final Agreement agreement;
    private final Map<String, CampusPlan> campuses;
    private final Collection<ShiftPlanned> shifts;
    private final Set<String> relied;
    private final ZoneId zone;

    private AgreementIncidents(
            District district,
            Agreement agreement,
            Map<String, CampusPlan> campuses,
            Collection<ShiftPlanned> shifts,
            Set<String> relied) {
        this.district = district;
        this.agreement = agreement;
        this.campuses = campuses;
        this.shifts = shifts;
        this.relied = relied;
        this.zone = district.zone();
    }

    /**
     * @param campuses the district's campuses by id (those that an agreement names are asked)
     * @param shifts every shift as last planned
     * @param relied what {@link #reliedOn} told of shifts that have been forgotten since
     */
    public static List<Course> of(
            District district, Map<String, CampusPlan> campuses, Collection<ShiftPlanned> shifts, Set<String> relied) {
        List<Course> courses = new ArrayList<>();
        for (Agreement agreement : district.agreements()) {
            courses.addAll(new AgreementIncidents(district, agreement, campuses, shifts, relied).courses());
        }
        return courses;
    }

    /** Runs of agreements on which one of these shifts relies, to be kept when the shifts are forgotten. */
    public static Set<String> reliedOn(District district, Collection<ShiftPlanned> shifts) {
        Set<String> relied = new HashSet<>();
        for (Agreement agreement : district.agreements()) {
            AgreementIncidents asked = new AgreementIncidents(district, agreement, Map.of(), shifts, Set.of());
            for (Course course : asked.courses()) {
                course.episodes().forEach(e -> relied.add(asked.runKey(e.from())));
            }
        }
        return relied;
    }

    private String runKey(Instant start) {
        return agreement.id() + "@" + start;
    }

    /** A stretch in which the agreement lapses or is suspended. */
    private record Trouble(Span span, String endedBy, Reason reason) {}

    private List<Course> courses() {
        List<Course> courses = new ArrayList<>();
        Instant effective = agreement.term().start(zone);
        Optional<LocalDateTime> end = agreement.term().until();
        for (int i = 0; end.isPresent(); i++) {
            Optional<Agreement.Renewal> renewal = i < agreement.renewals().size()
                    ? Optional.of(agreement.renewals().get(i))
                    : Optional.empty();
            course(effective, end.get(), renewal).ifPresent(courses::add);
            effective = renewal.map(r -> Dates.startOf(r.decided(), zone)).orElse(Instant.MAX);
            end = renewal.map(Agreement.Renewal::until);
        }
        return courses;
    }

    /** @param effective from when this end was the end of the term */
    private Optional<Course> course(Instant effective, LocalDateTime localEnd, Optional<Agreement.Renewal> renewal) {
        Instant end = Dates.endOf(localEnd, zone);
        Optional<Instant> renewed =
                renewal.map(r -> Dates.startOf(r.decided(), zone)).filter(t -> t.isBefore(end));
        Instant over = renewed.orElse(end);
        List<Trouble> troubles = new ArrayList<>();
        clipped(Dates.startOf(localEnd.minusDays(district.settings().agreementDays()), zone), over, Instant.MIN, over)
                .ifPresent(span -> troubles.add(new Trouble(
                        span,
                        renewed.isPresent() ? "renewed" : "lapsed",
                        Reason.of("agreement-lapsing", agreement.id(), end))));
        for (Dates suspension : agreement.suspensions()) {
            clipped(suspension.start(zone), suspension.end(zone), effective, over)
                    .ifPresent(span -> troubles.add(new Trouble(
                            span, "lifted", Reason.of("agreement-suspended", agreement.id(), suspension.start(zone)))));
        }
        Episodes rule = new Episodes(district.severities(), district.settings().agreementLadder(), Duration.ZERO);
        Instant first = district.first().atStartOfDay(zone).toInstant();
        List<Episode> episodes = new ArrayList<>();
        List<Course.Because> because = new ArrayList<>();
        for (List<Trouble> merged : merged(troubles)) {
            Run run = run(merged, over, renewed.isPresent());
            if (run.span().to().isAfter(first) && isReliedOn(run.span().from())) {
                rule.of(run, List.of()).ifPresent(episodes::add);
                for (Trouble begins : merged) {
                    Instant since = begins.span().from();
                    because.add(new Course.Because(
                            since,
                            merged.stream()
                                    .filter(t -> !t.span().from().isAfter(since))
                                    .map(Trouble::reason)
                                    .toList()));
                }
            }
        }
        because.sort(Comparator.comparing(Course.Because::from));
        return episodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Course(
                        Kind.AGREEMENT_LAPSING.wireName() + "/" + agreement.id() + "/" + end,
                        Kind.AGREEMENT_LAPSING,
                        Map.of("agreement", agreement.id(), "agency", agreement.agency()),
                        episodes,
                        because));
    }

    private static Optional<Span> clipped(Instant from, Instant to, Instant min, Instant max) {
        Instant start = from.isAfter(min) ? from : min;
        Instant stop = to.isBefore(max) ? to : max;
        return start.isBefore(stop) ? Optional.of(new Span(start, stop)) : Optional.empty();
    }

    /** Groups troubles that touch or overlap. The lapse comes first in a group's reasons. */
    private static List<List<Trouble>> merged(List<Trouble> troubles) {
        List<List<Trouble>> groups = new ArrayList<>();
        Instant end = null;
        List<Trouble> sorted = new ArrayList<>(troubles);
        sorted.sort(Comparator.comparing(t -> t.span().from()));
        for (Trouble trouble : sorted) {
            if (end == null || trouble.span().from().isAfter(end)) {
                groups.add(new ArrayList<>());
                end = trouble.span().to();
            }
            groups.get(groups.size() - 1).add(trouble);
            end = trouble.span().to().isAfter(end) ? trouble.span().to() : end;
        }
        groups.forEach(group ->
                group.sort(Comparator.comparing((Trouble t) -> t.endedBy().equals("lifted"))
                        .thenComparing(t -> t.span().from())));
        return groups;
    }

    private static Run run(List<Trouble> merged, Instant over, boolean renewed) {
        Instant from = merged.stream()
                .map(t -> t.span().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant to = merged.stream()
                .map(t -> t.span().to())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String by = !to.equals(over) ? "lifted" : renewed ? "renewed" : "lapsed";
        return new Run(new Span(from, to), by);
    }

    /** Whether a window or a shift in the days from {@code t0} on needs a kind that the agency has. */
    private boolean isReliedOn(Instant t0) {
        Set<String> kinds = district.officers().values().stream()
                .filter(o -> o.agency().equals(agreement.agency()))
                .map(Officer::kind)
                .collect(Collectors.toCollection(HashSet::new));
        int days = district.settings().agreementDays();
        boolean shift = shifts.stream()
                .anyMatch(s -> agreement.campuses().contains(s.campus())
                        && isOfAgency(s.badge())
                        && !s.from().isBefore(t0)
                        && s.from().isBefore(t0.plus(Duration.ofDays(days))));
        return shift
                || relied.contains(runKey(t0))
                || agreement.campuses().stream()
                        .map(campuses::get)
                        .anyMatch(plan -> plan != null && needsAnyOf(kinds, plan, t0, days));
    }

    private boolean isOfAgency(String badge) {
        Officer officer = district.officers().get(badge);
        return officer != null && officer.agency().equals(agreement.agency());
    }

    private static boolean needsAnyOf(Set<String> kinds, CampusPlan plan, Instant t0, int days) {
        LocalDate first = LocalDate.ofInstant(t0, plan.zone());
        for (LocalDate date = first; date.isBefore(first.plusDays(days)); date = date.plusDays(1)) {
            for (Post post : plan.on(date).posts()) {
                boolean accepts = post.kinds().stream().anyMatch(kinds::contains);
                if (accepts
                        && Windows.of(plan, post.id(), date).stream()
                                .anyMatch(w -> !w.span().from().isBefore(t0))) {
                    return true;
                }
            }
        }
        return false;
    }
}
