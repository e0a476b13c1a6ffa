package org.postwatch.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code init}: each answers a question. */
final class InitOptions {
    @Option(names = "--district", paramLabel = "ID", description = "The id of the district.")
    String district;

    @Option(names = "--name", paramLabel = "TEXT", description = "The display name of the district.")
    String name;

    @Option(names = "--zone", paramLabel = "ZONE", description = "The time zone, such as America/Denver.")
    String zone;

    @Option(names = "--first-day", paramLabel = "DATE", description = "The first day of the plan, such as 2026-12-01.")
    String firstDay;

    @Option(
            names = "--term",
            paramLabel = "FROM..TO",
            description = "A school term, such as 2026-08-17..2027-05-28. You can give several.")
    List<String> terms = List.of();

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            description = "The days of the school week, such as mon,tue,wed,thu.")
    String days;

    @Option(names = "--hours", paramLabel = "FROM-TO", description = "The school hours, such as 07:30-15:30.")
    String hours;

    @Option(names = "--campuses", paramLabel = "FILE", description = "A table of campuses and posts, in CSV.")
    Path campuses;

    @Option(names = "--officers", paramLabel = "FILE", description = "A table of officers, in CSV.")
    Path officers;

    @Option(names = "--agreements", paramLabel = "FILE", description = "A table of agreements, in CSV.")
    Path agreements;

    @Option(
            names = "--calendar",
            paramLabel = "FILE",
            description = "A school calendar (iCalendar). Terms and holidays are read from its entries that last whole"
                    + " days.")
    Path calendar;

    @Option(
            names = "--holiday",
            paramLabel = "PATTERN",
            description =
                    "Entries of the calendar that are holidays, too, such as '*Labor Day*'. You can give several.")
    List<String> holidays = List.of();

    @Option(
            names = "--desks",
            negatable = true,
            description = "Whether each campus has a front desk page (--no-desks: none).")
    Boolean desks;

    @Option(
            names = "--phones",
            negatable = true,
            description = "Whether officers check in by phone (--no-phones: they do not).")
    Boolean phones;

    @Option(names = "--yes", description = "Answer every other question by its default.")
    boolean yes;

    boolean takesDefaults() {
        return yes;
    }
}
