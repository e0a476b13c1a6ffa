package org.postwatch.roster.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.postwatch.roster.ContentHash;
import org.postwatch.roster.RosterContent;
import org.postwatch.roster.RosterEntry;
import org.postwatch.roster.RosterField;
import org.postwatch.roster.RosterProblem;
import org.postwatch.roster.TableForm;
import org.postwatch.roster.UnreadableRosterException;

/** Reads a table with a line of names of columns and a row for each shift. */
public final class CsvRosterReader {
    /** Rows of a table. */
    public static final int MAX_ROWS = 50_000;

    private static final int FINGERPRINT_BYTES = 16;

    private final ContentHash fingerprint = new ContentHash();
    private final TableForm form;
    private final DateTimeFormatter dates;
    private final DateTimeFormatter times;
    private final Map<String, Integer> rowsById = new HashMap<>();

    private CsvRosterReader(TableForm form) {
        this.form = form;
        this.dates = formatter(form.dateFormat());
        this.times = formatter(form.timeFormat());
    }

    /** @throws IllegalArgumentException if it is no format of dates or times */
    public static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.US)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /**
     * The rows that are going on at some time in {@code [from, until)}.
     *
     * @throws UnreadableRosterException if it is no table, lacks a column, or has too many rows
     * @throws IOException if reading fails
     */
    public static RosterContent read(Reader text, TableForm form, Instant from, Instant until) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(form.separator())
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        try (CSVParser rows =
                CSVParser.builder().setReader(text).setFormat(format).get()) {
            return new CsvRosterReader(form).read(rows, from, until);
        } catch (CSVException | IllegalArgumentException e) {
            throw new UnreadableRosterException("no table: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CSVException) {
                throw new UnreadableRosterException("no table: " + e.getCause().getMessage(), e);
            }
            throw e.getCause();
        }
    }

    private RosterContent read(CSVParser rows, Instant from, Instant until) {
        checkColumns(rows.getHeaderNames());
        List<RosterEntry> entries = new ArrayList<>();
        List<RosterProblem> problems = new ArrayList<>();
        for (CSVRecord row : rows) {
            if (row.getRecordNumber() > MAX_ROWS) {
                throw new UnreadableRosterException("the table has more than " + MAX_ROWS + " rows");
            }
            row.forEach(fingerprint::add);
            try {
                RosterEntry entry = entry(row);
                if (entry.to().isAfter(from) && entry.from().isBefore(until)) {
                    entries.add(entry);
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                if (!isPossible(row, from, until)) {
                    continue;
                }
                problems.add(new RosterProblem(
                        form.id().filter(row::isSet).map(row::get).orElse(""),
                        "row " + row.getRecordNumber() + ": " + e.getMessage()));
            }
        }
        entries.sort(Comparator.comparing(RosterEntry::from).thenComparing(RosterEntry::id));
        return new RosterContent(entries, problems, fingerprint.hex(FINGERPRINT_BYTES));
    }

    /** Whether a row that cannot be read may be a shift of the window; so is one whose start cannot be read. */
    private boolean isPossible(CSVRecord row, Instant from, Instant until) {
        try {
            Instant start = time(row, form.from()).atZone(form.zone()).toInstant();
            return RosterContent.isPossible(start, from, until);
        } catch (DateTimeException | IllegalArgumentException e) {
            return true;
        }
    }

    private void checkColumns(List<String> found) {
        TreeSet<String> missing = new TreeSet<>(form.fields().values());
        Stream.of(form.date().stream(), form.id().stream(), Stream.of(form.from(), form.to()))
                .flatMap(columns -> columns)
                .forEach(missing::add);
        found.forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new UnreadableRosterException("the table has no column '" + String.join("', '", missing)
                    + "'; its columns are '" + String.join("', '", found) + "'");
        }
    }

    private RosterEntry entry(CSVRecord row) {
        LocalDateTime from = time(row, form.from());
        LocalDateTime to = time(row, form.to());
        if (form.date().isPresent() && !to.isAfter(from)) {
            to = to.plusDays(1);
        }
        Instant start = from.atZone(form.zone()).toInstant();
        return new RosterEntry(
                id(row, from.toLocalDate()),
                Instant.EPOCH,
                start,
                to.atZone(form.zone()).toInstant(),
                String.join("", texts(row, RosterField.SUMMARY)),
                String.join("", texts(row, RosterField.LOCATION)),
                texts(row, RosterField.ATTENDEE),
                texts(row, RosterField.CATEGORY));
    }

    private LocalDateTime time(CSVRecord row, String column) {
        String text = row.get(column);
        if (form.date().isEmpty()) {
            return parse(column, text, form.dateFormat(), () -> LocalDateTime.parse(text, dates));
        }
        String dateText = row.get(form.date().get());
        LocalDate date = parse(form.date().get(), dateText, form.dateFormat(), () -> LocalDate.parse(dateText, dates));
        return date.atTime(parse(column, text, form.timeFormat(), () -> LocalTime.parse(text, times)));
    }

    private interface TimeParser<T> {
        T parse();
    }

    private static <T> T parse(String column, String text, String format, TimeParser<T> parser) {
        try {
            return parser.parse();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + column + "' is '" + text + "'; expected the form " + format, e);
        }
    }

    private List<String> texts(CSVRecord row, RosterField field) {
        String column = form.fields().get(field);
        return column == null ? List.of() : List.of(row.get(column));
    }

    /** Without a column for it: who, where and when, and which one of that day. */
    private String id(CSVRecord row, LocalDate date) {
        String id = form.id()
                .map(row::get)
                .orElseGet(() -> date + "\n"
                        + Stream.of(RosterField.values())
                                .flatMap(field -> texts(row, field).stream())
                                .reduce("", (all, one) -> all + one + "\n"));
        int earlier = rowsById.merge(id, 1, Integer::sum) - 1;
        if (form.id().isPresent() && (id.isBlank() || earlier > 0)) {
            throw new IllegalArgumentException("'" + form.id().get() + "' is '" + id
                    + (id.isBlank() ? "'; expected an id" : "', which another row has; expected an id of its own"));
        }
        return id + (earlier == 0 ? "" : earlier);
    }
}
