package org.postwatch.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.documents.form.ValueParser;
import org.postwatch.documents.form.YamlNode.Scalar;
import org.postwatch.plan.District;
import org.postwatch.roster.TextPattern;
import org.postwatch.setup.CsvColumns;
import org.postwatch.setup.CsvRow;
import org.postwatch.setup.CsvTableReader;
import org.postwatch.setup.DistrictAnswers;
import org.postwatch.setup.SchoolCalendar;
import org.postwatch.setup.SchoolCalendar.DaySpan;
import org.postwatch.setup.SchoolHours;

/** Gathers what a new district is made from: from options and tables, and by asking for the rest. */
final class DistrictQuestions {
    private static final int MAX_CAMPUSES = 50;
    private static final int MAX_OFFICERS = 200;
    private static final String DEFAULT_DAYS = "mon,tue,wed,thu,fri";
    private static final String DEFAULT_HOURS = "08:00-15:00";
    private static final String NONE = "none";
    private static final int DEFAULT_TERM_MONTHS = 9;

    private final AbstractCommand command;
    private final InitOptions options;
    private final Dialogue dialogue;
    private final SourceLocation answers;
    private final String folderName;

    DistrictQuestions(AbstractCommand command, InitOptions options, Dialogue dialogue, Path folder) {
        this.command = command;
        this.options = options;
        this.dialogue = dialogue;
        this.answers = new SourceLocation(Path.of("(answers)"), 1, 1);
        this.folderName = folder.toAbsolutePath().normalize().getFileName() == null
                ? ""
                : folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** Empty when a table or the calendar has errors, which are reported. */
    Optional<DistrictAnswers> ask(Diagnostics faults) {
        LocatedValue<String> district =
                answer("--district", options.district, "District id", idOf(folderName), valid(ValueFormats.DISTRICT));
        LocatedValue<String> name =
                answer("--name", options.name, "District name", nameOf(district.value()), valid(ValueFormats.NAME));
        LocatedValue<String> zone = answer(
                "--zone", options.zone, "Time zone", ZoneId.systemDefault().getId(), valid(ValueFormats.ZONE));
        ZoneId zoneId = ZoneId.of(zone.value());
        LocatedValue<String> firstDay = answer(
                "--first-day",
                options.firstDay,
                "First day of the plan",
                LocalDate.now(zoneId).toString(),
                valid(ValueFormats.DATE));
        LocalDate first = LocalDate.parse(firstDay.value());
        List<DaySpan> given = givenTerms();
        Optional<SchoolCalendar> calendar = calendar(zoneId, first, given, faults);
        if (calendar.map(SchoolCalendar::terms).orElse(given).isEmpty()) {
            given = List.of(askTerm(first));
            calendar = calendar(zoneId, first, given, new Diagnostics());
        }
        List<DaySpan> terms = calendar.map(SchoolCalendar::terms).orElse(given);
        SchoolHours hours = hours();
        List<CsvRow> campuses =
                table(options.campuses, CsvColumns.CAMPUSES, faults).orElseGet(this::askCampuses);
        Optional<List<CsvRow>> givenOfficers = table(options.officers, CsvColumns.OFFICERS, faults);
        Optional<List<CsvRow>> givenAgreements = table(options.agreements, CsvColumns.AGREEMENTS, faults);
        if (faults.hasErrors()) {
            return Optional.empty();
        }
        List<CsvRow> agreements =
                givenAgreements.orElseGet(() -> givenOfficers.isPresent() ? List.of() : askAgreement(campuses));
        List<CsvRow> officers = givenOfficers.orElseGet(() -> askOfficers(agreements));
        boolean hasDesks =
                options.desks == null ? dialogue.askYes("A front desk page for each campus", true) : options.desks;
        boolean hasPhones =
                options.phones == null ? dialogue.askYes("Officers check in by phone", true) : options.phones;
        return Optional.of(new DistrictAnswers(
                district,
                name,
                zone,
                firstDay,
                hours,
                terms.stream().map(term -> new LocatedValue<>(term, answers)).toList(),
                calendar.map(SchoolCalendar::holidays).orElse(List.of()),
                notes(calendar),
                campuses,
                officers,
                agreements,
                hasDesks,
                hasPhones));
    }

    private LocatedValue<String> answer(
            String option, String given, String question, String fallback, Function<String, Optional<String>> fault) {
        if (given != null) {
            fault.apply(given).ifPresent(why -> {
                throw command.usageError(option + ": " + why);
            });
            return located(given);
        }
        return located(dialogue.ask(question, fallback, fault));
    }

    private LocatedValue<String> located(String value) {
        return new LocatedValue<>(value, answers);
    }

    private Function<String, Optional<String>> valid(ValueParser<?> format) {
        return text -> {
            Diagnostics faults = new Diagnostics();
            format.parse(new Scalar(answers, text, Scalar.ScalarKind.TEXT), "the answer", faults);
            return faults.sorted().stream().map(Diagnostic::message).findFirst();
        };
    }

    private static String idOf(String text) {
        String id = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return id.isEmpty() ? "my-district" : id.substring(0, Math.min(id.length(), 40));
    }

    private static String nameOf(String id) {
        return Arrays.stream(id.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    private Optional<SchoolCalendar> calendar(ZoneId zone, LocalDate first, List<DaySpan> terms, Diagnostics faults) {
        List<TextPattern> holidays =
                options.holidays.stream().map(TextPattern::new).toList();
        return Optional.ofNullable(options.calendar)
                .map(file -> SchoolCalendar.read(file, zone, first, terms, holidays, faults));
    }

    private List<DaySpan> givenTerms() {
        List<DaySpan> terms = new ArrayList<>();
        for (String term : options.terms) {
            termFault(term).ifPresent(why -> {
                throw command.usageError("--term: " + why);
            });
            terms.add(term(term));
        }
        return terms;
    }

    private DaySpan askTerm(LocalDate first) {
        String fallback = first + ".." + first.plusMonths(DEFAULT_TERM_MONTHS);
        return term(dialogue.ask("School term, from the first day to the last", fallback, this::termFault));
    }

    private Optional<String> termFault(String text) {
        String[] dates = text.split("\\.\\.", -1);
        boolean isValid = dates.length == 2
                && valid(ValueFormats.DATE).apply(dates[0].strip()).isEmpty()
                && valid(ValueFormats.DATE).apply(dates[1].strip()).isEmpty();
        if (!isValid) {
            return Optional.of("'" + text + "' is no term; expected two dates such as 2026-08-17..2027-05-28");
        }
        DaySpan term = term(text);
        return term.last().isBefore(term.first())
                ? Optional.of("the term ends on " + term.last() + ", before its start on " + term.first())
                : Optional.empty();
    }

    private static DaySpan term(String text) {
        String[] dates = text.split("\\.\\.", -1);
        return new DaySpan(LocalDate.parse(dates[0].strip()), LocalDate.parse(dates[1].strip()));
    }

    private SchoolHours hours() {
        LocatedValue<String> days =
                answer("--days", options.days, "Days of the school week", DEFAULT_DAYS, DistrictQuestions::daysFault);
        LocatedValue<String> hours = answer("--hours", options.hours, "School hours", DEFAULT_HOURS, this::hoursFault);
        String[] times = hours.value().split("-", -1);
        return new SchoolHours(
                words(days.value()).stream().map(this::located).toList(),
                located(SchoolHours.withZero(times[0].strip())),
                located(SchoolHours.withZero(times[1].strip())));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[, ]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static Optional<String> daysFault(String text) {
        boolean isValid = !words(text).isEmpty()
                && words(text).stream().allMatch(day -> day.matches("mon|tue|wed|thu|fri|sat|sun"));
        return isValid
                ? Optional.empty()
                : Optional.of("'" + text + "' are no days of the week; expected such as " + DEFAULT_DAYS);
    }

    private Optional<String> hoursFault(String text) {
        String[] times = text.split("-", -1);
        boolean isValid = times.length == 2
                && valid(ValueFormats.TIME_OF_DAY)
                        .apply(SchoolHours.withZero(times[0].strip()))
                        .isEmpty()
                && valid(ValueFormats.TIME_OF_DAY)
                        .apply(SchoolHours.withZero(times[1].strip()))
                        .isEmpty();
        return isValid
                ? Optional.empty()
                : Optional.of("'" + text + "' are no hours; expected two times such as " + DEFAULT_HOURS);
    }

    private static Optional<List<CsvRow>> table(Path file, CsvColumns columns, Diagnostics faults) {
        return Optional.ofNullable(file).map(given -> CsvTableReader.read(given, columns, faults));
    }

    private List<CsvRow> askCampuses() {
        List<CsvRow> rows = new ArrayList<>();
        int count = dialogue.askNumber("Number of campuses", 1, MAX_CAMPUSES);
        for (int n = 1; n <= count; n++) {
            Map<String, String> row = new LinkedHashMap<>();
            String which = "Campus " + n + " of " + count + ": ";
            row.put("campus", dialogue.ask(which + "id", "campus-" + n, valid(ValueFormats.ID)));
            row.put("name", dialogue.ask(which + "name", nameOf(row.get("campus")), valid(ValueFormats.NAME)));
            row.put(
                    "kinds",
                    dialogue.ask(which + "kind of officer that fills its post", "police", valid(ValueFormats.ID)));
            rows.add(row(n, row));
        }
        return rows;
    }

    private List<CsvRow> askAgreement(List<CsvRow> campuses) {
        String agency = dialogue.ask("Agency that lends officers: its id, or none", NONE, valid(ValueFormats.ID));
        if (agency.equals(NONE)) {
            return List.of();
        }
        Map<String, String> row = new LinkedHashMap<>();
        row.put("agreement", agency);
        row.put("agency", agency);
        row.put("agency-name", dialogue.ask("Name of the agency", nameOf(agency), valid(ValueFormats.NAME)));
        row.put("agency-class", dialogue.ask("Class of the agency", "municipal-police", valid(ValueFormats.ID)));
        row.put(
                "campuses",
                campuses.stream()
                        .map(campus -> campus.cells().get("campus").value())
                        .distinct()
                        .collect(Collectors.joining(",")));
        row.put("approver", "district");
        String approved = dialogue.ask(
                "Date on which the district approved the agreement, or none",
                NONE,
                answer -> answer.equals(NONE)
                        ? Optional.empty()
                        : valid(ValueFormats.DATE).apply(answer));
        if (!approved.equals(NONE)) {
            row.put("decision", "approved");
            row.put("decided-at", approved);
        }
        return List.of(row(1, row));
    }

    private List<CsvRow> askOfficers(List<CsvRow> agreements) {
        List<CsvRow> rows = new ArrayList<>();
        String employer = agreements.isEmpty()
                ? District.OWN_AGENCY
                : agreements.get(0).cells().get("agency").value();
        int count = dialogue.askNumber("Number of officers", 0, MAX_OFFICERS);
        for (int n = 1; n <= count; n++) {
            Map<String, String> row = new LinkedHashMap<>();
            String which = "Officer " + n + " of " + count + ": ";
            row.put("badge", dialogue.ask(which + "badge", "B-" + n, valid(ValueFormats.BADGE)));
            row.put("kind", dialogue.ask(which + "kind", "police", valid(ValueFormats.ID)));
            row.put("agency", dialogue.ask(which + "agency", employer, valid(ValueFormats.ID)));
            row.put("duties", "sro");
            rows.add(row(n, row));
        }
        return rows;
    }

    private CsvRow row(int line, Map<String, String> texts) {
        SourceLocation at = new SourceLocation(answers.file(), line, 1);
        return new CsvRow(
                at,
                texts.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, cell -> new LocatedValue<>(cell.getValue(), at))));
    }

    private static List<String> notes(Optional<SchoolCalendar> calendar) {
        List<String> notes = new ArrayList<>();
        calendar.ifPresent(read -> {
            if (!read.holidayEntries().isEmpty()) {
                notes.add("Holidays of the school calendar:");
                read.holidayEntries().forEach(entry -> notes.add("  " + entry));
            }
            if (!read.otherEntries().isEmpty()) {
                notes.add(
                        "Entries of the school calendar that are not read as holidays, so that posts must be filled:");
                read.otherEntries().forEach(entry -> notes.add("  " + entry));
            }
            if (!read.entriesOutsideTerms().isEmpty()) {
                notes.add("Entries of the school calendar outside the terms, when no posts must be filled:");
                read.entriesOutsideTerms().forEach(entry -> notes.add("  " + entry));
            }
        });
        return notes;
    }
}
