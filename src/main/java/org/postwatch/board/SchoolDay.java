package org.postwatch.board;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.TimeSpan;

/** One district on one of its local dates, with its campuses by id in the order of the documents. */
public record SchoolDay(District district, Map<String, CampusPlan> campuses, LocalDate date) {
    public SchoolDay {
        campuses = Collections.unmodifiableMap(new LinkedHashMap<>(campuses));
    }

    public ZoneId zone() {
        return district.zone();
    }

    /** The date as instants, in the district's zone. */
    public TimeSpan span() {
        return new TimeSpan(
                LocalDateTimeRange.startOf(date.atStartOfDay(), zone()),
                LocalDateTimeRange.startOf(date.plusDays(1).atStartOfDay(), zone()));
    }

    /** The time since local midnight of the date: the common time axis of districts on different dates. */
    public Duration sinceMidnight(Instant at) {
        return Duration.between(span().from(), at);
    }

    /** All windows of the date in which a campus requires an officer; they may overlap. */
    public List<TimeSpan> dutyPeriods() {
        return campuses.values().stream()
                .flatMap(campus -> DutyWindows.ofCampus(campus, date).stream())
                .map(DutyWindow::span)
                .toList();
    }

    /** How long posts had to be filled up to an instant, all posts together. */
    public Duration requiredTime(Instant upTo) {
        return campuses.values().stream()
                .flatMap(this::windows)
                .map(window -> duration(window.span(), upTo))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Stream<DutyWindow> windows(CampusPlan campus) {
        return campus.versionOn(date).posts().stream()
                .flatMap(post -> DutyWindows.ofPost(campus, post.id(), date).stream());
    }

    private static Duration duration(TimeSpan span, Instant upTo) {
        Instant end = span.to().isBefore(upTo) ? span.to() : upTo;
        return end.isAfter(span.from()) ? Duration.between(span.from(), end) : Duration.ZERO;
    }
}
