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
import org.postwatch.plan.Dates;
import org.postwatch.plan.District;
import org.postwatch.plan.Span;
import org.postwatch.plan.Window;
import org.postwatch.plan.Windows;

/** One district on one of its local dates, with its campuses by id in the order of the documents. */
public record SchoolDay(District district, Map<String, CampusPlan> campuses, LocalDate date) {
    public SchoolDay {
        campuses = Collections.unmodifiableMap(new LinkedHashMap<>(campuses));
    }

    public ZoneId zone() {
        return district.zone();
    }

    /** The date as instants, in the district's zone. */
    public Span span() {
        return new Span(
                Dates.startOf(date.atStartOfDay(), zone()),
                Dates.startOf(date.plusDays(1).atStartOfDay(), zone()));
    }

    /** How long after the local midnight that begins the date: the one time axis of several districts on dates of their own. */
    public Duration sinceMidnight(Instant at) {
        return Duration.between(span().from(), at);
    }

    /** Every stretch of the date in which some campus requires somebody; they may overlap. */
    public List<Span> busy() {
        return campuses.values().stream()
                .flatMap(campus -> Windows.ofCampus(campus, date).stream())
                .map(Window::span)
                .toList();
    }

    /** How long posts had to be filled up to an instant, all posts together. */
    public Duration required(Instant upTo) {
        return campuses.values().stream()
                .flatMap(this::windows)
                .map(window -> length(window.span(), upTo))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Stream<Window> windows(CampusPlan campus) {
        return campus.on(date).posts().stream().flatMap(post -> Windows.of(campus, post.id(), date).stream());
    }

    private static Duration length(Span span, Instant upTo) {
        Instant end = span.to().isBefore(upTo) ? span.to() : upTo;
        return end.isAfter(span.from()) ? Duration.between(span.from(), end) : Duration.ZERO;
    }
}
