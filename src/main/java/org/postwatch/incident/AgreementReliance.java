package org.postwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.TimeSpan;

/**
 * When an agreement is relied on: a window of a post that accepts a kind of officer of its agency, or a shift of one of its
 * officers, runs or starts within the number of days in the settings (of 24 hours).
 *
 * @param campuses the campuses of the district by id; those that the agreement names are used
 * @param shifts every shift as last planned
 * @param known by {@link #key}, the first reliance of shifts whose state was removed
 */
record AgreementReliance(
        District district,
        Agreement agreement,
        Map<String, CampusPlan> campuses,
        Collection<ShiftPlanned> shifts,
        Map<String, Instant> known) {

    /** Identifies a span of faults of the agreement. */
    String key(TimeSpan faults) {
        return agreement.id() + "@" + faults.from();
    }

    /** The first instant of a span of faults at which the agreement is relied on; empty if there is none. */
    Optional<Instant> first(TimeSpan faults) {
        Duration days = Duration.ofDays(district.settings().agreementDays());
        List<Instant> reliedFrom = new ArrayList<>();
        for (ShiftPlanned shift : shifts) {
            if (agreement.campuses().contains(shift.campus())
                    && isOfAgency(shift.badge())
                    && shift.to().isAfter(faults.from())) {
                reliedFrom.add(shift.from().minus(days));
            }
        }
        Optional.ofNullable(known.get(key(faults))).ifPresent(reliedFrom::add);
        Set<String> kinds = kindsOfAgency();
        for (String campus : agreement.campuses()) {
            CampusPlan plan = campuses.get(campus);
            if (plan != null) {
                firstWindow(plan, kinds, new TimeSpan(faults.from(), faults.to().plus(days)))
                        .ifPresent(window -> reliedFrom.add(window.minus(days)));
            }
        }
        return reliedFrom.stream()
                .min(Comparator.naturalOrder())
                .map(t -> t.isBefore(faults.from()) ? faults.from() : t)
                .filter(faults::contains);
    }

    private boolean isOfAgency(String badge) {
        Officer officer = district.officers().get(badge);
        return officer != null && officer.agency().equals(agreement.agency());
    }

    private Set<String> kindsOfAgency() {
        return district.officers().values().stream()
                .filter(officer -> officer.agency().equals(agreement.agency()))
                .map(Officer::kind)
                .collect(Collectors.toSet());
    }

    /** The start of the first window that ends after the start of a span and accepts one of these kinds. */
    private static Optional<Instant> firstWindow(CampusPlan plan, Set<String> kinds, TimeSpan span) {
        LocalDate first = firstDate(plan);
        LocalDate date = span.from().equals(Instant.MIN)
                ? first
                : later(LocalDate.ofInstant(span.from(), plan.zone()).minusDays(1), first);
        LocalDate last = earlier(LocalDate.ofInstant(span.to(), plan.zone()), lastDate(plan));
        for (; !date.isAfter(last); date = date.plusDays(1)) {
            List<Instant> starts = new ArrayList<>();
            for (Post post : plan.versionOn(date).posts()) {
                if (post.kinds().stream().anyMatch(kinds::contains)) {
                    DutyWindows.ofPost(plan, post.id(), date).stream()
                            .map(DutyWindow::span)
                            .filter(window -> window.to().isAfter(span.from()))
                            .forEach(window -> starts.add(window.from()));
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
