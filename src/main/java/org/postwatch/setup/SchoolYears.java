package org.postwatch.setup;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.setup.SchoolCalendar.DaySpan;

/**
 * Terms from a first day of school to the latest last one before the next first one. The days of a group only, as of the seniors, can
 * make a term longer and never shorter.
 */
final class SchoolYears {
    private static final int MAX_NAMED = 5;

    private final List<DaySpan> terms = new ArrayList<>();
    private final List<SchoolDayEntry> ends = new ArrayList<>();
    private final SourceLocation at;
    private final Diagnostics diagnostics;
    private SchoolDayEntry start;

    private SchoolYears(SourceLocation at, Diagnostics diagnostics) {
        this.at = at;
        this.diagnostics = diagnostics;
    }

    /** Without a first day that no last day follows, and the other way round. Last days that contradict are reported as warnings. */
    static List<DaySpan> of(List<SchoolDayEntry> entries, SourceLocation at, Diagnostics diagnostics) {
        SchoolYears years = new SchoolYears(at, diagnostics);
        entries.stream()
                .filter(entry -> entry.isFirstDay() || entry.isLastDay())
                .sorted(Comparator.comparing(
                                (SchoolDayEntry entry) -> entry.days().first())
                        .thenComparing(SchoolDayEntry::isLastDay))
                .forEach(years::add);
        years.close();
        return years.terms;
    }

    private void add(SchoolDayEntry entry) {
        if (entry.isLastDay()) {
            if (start != null) {
                ends.add(entry);
            }
            return;
        }
        if (entry.isForAll() && ends.stream().anyMatch(SchoolDayEntry::isForAll)) {
            close();
        }
        if (start == null) {
            start = entry;
        }
    }

    private void close() {
        ends.stream().max(Comparator.comparing(end -> end.days().last())).ifPresent(end -> {
            terms.add(new DaySpan(start.days().first(), end.days().last()));
            warn(end);
        });
        start = null;
        ends.clear();
    }

    private void warn(SchoolDayEntry latest) {
        LocalDate last = latest.days().last();
        List<SchoolDayEntry> others = ends.stream()
                .filter(end -> end.isForAll() && !end.days().last().equals(last))
                .toList();
        if (!others.isEmpty()) {
            diagnostics.warn(
                    at,
                    "several entries end the term from " + start.days().first() + ": "
                            + Stream.concat(others.stream().limit(MAX_NAMED), Stream.of(latest))
                                    .map(end -> "'" + end + "'")
                                    .collect(Collectors.joining(" and "))
                            + "; the latest counts, give the terms with --term if it is another");
        } else if (ends.stream().noneMatch(SchoolDayEntry::isForAll)) {
            diagnostics.warn(
                    at,
                    "the term from " + start.days().first() + " ends with '" + latest
                            + "', which may not be the last day of all; give the terms with --term if others stay longer");
        }
    }
}
