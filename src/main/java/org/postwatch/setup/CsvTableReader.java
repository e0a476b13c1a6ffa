package org.postwatch.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.text.NameSuggestion;
import org.postwatch.text.PrintableText;

/**
 * Reads a spreadsheet that was saved as CSV: UTF-8 with or without a byte order mark, columns separated by commas, semicolons or tabs,
 * the names of the columns in the first line. A place in it is a line of the file and the number of a column, both from 1.
 */
public final class CsvTableReader {
    /** Bytes of a file. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Rows of a table, without its header. */
    public static final int MAX_ROWS = 10_000;

    private static final int MAX_COLUMNS = 50;
    private static final int MAX_CELL_CHARACTERS = 2_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final CsvColumns columns;
    private final Diagnostics diagnostics;
    private final List<CsvRow> rows = new ArrayList<>();

    private CsvTableReader(Path file, CsvColumns columns, Diagnostics diagnostics) {
        this.file = file;
        this.columns = columns;
        this.diagnostics = diagnostics;
    }

    /** The rows; without those that have errors, which are reported. */
    public static List<CsvRow> read(Path file, CsvColumns columns, Diagnostics diagnostics) {
        CsvTableReader reader = new CsvTableReader(file, columns, diagnostics);
        reader.text().ifPresent(reader::parse);
        return List.copyOf(reader.rows);
    }

    private Optional<String> text() {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "a folder" : Files.exists(file) ? "cannot be read" : "no such file";
            return fault(1, 1, why + "; expected a table in CSV");
        }
        if (bytes.length > MAX_BYTES) {
            return fault(1, 1, "the file is larger than " + MAX_BYTES / 1024 / 1024 + " MB, the maximum");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return fault(1, 1, "not UTF-8; save the table as 'CSV UTF-8'");
        }
    }

    private Optional<String> fault(long line, int column, String message) {
        diagnostics.error(new SourceLocation(file, (int) line, column), message);
        return Optional.empty();
    }

    private void parse(String text) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator(text))
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(format)
                .get()) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                fault(1, 1, "the file is empty; expected a line with the names of the columns");
                return;
            }
            Optional<List<String>> header = header(records.next());
            while (header.isPresent() && records.hasNext()) {
                CSVRecord record = records.next();
                long line = parser.getCurrentLineNumber() - lineBreaks(record);
                if (rows.size() >= MAX_ROWS) {
                    fault(line, 1, "the table has more than " + MAX_ROWS + " rows, the maximum");
                    return;
                }
                row(record, line, header.get());
            }
        } catch (IOException | UncheckedIOException e) {
            Throwable cause = e.getCause() instanceof CSVException ? e.getCause() : e;
            fault(1, 1, "broken CSV: " + cause.getMessage());
        }
    }

    private static long lineBreaks(CSVRecord record) {
        return record.stream().mapToLong(cell -> count(cell, '\n')).sum();
    }

    /** The one of the three that the first line has most of. */
    private static char separator(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char separator = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, separator)) {
                separator = candidate;
            }
        }
        return separator;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** The names of the columns; empty if the rows cannot be read with them. */
    private Optional<List<String>> header(CSVRecord record) {
        List<String> names = new ArrayList<>();
        int faults = 0;
        for (int i = 0; i < record.size(); i++) {
            String name = record.get(i).strip().toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
            SourceLocation at = new SourceLocation(file, 1, i + 1);
            if (i >= MAX_COLUMNS) {
                diagnostics.error(at, "the table has more than " + MAX_COLUMNS + " columns, the maximum");
                return Optional.empty();
            } else if (name.isEmpty() && i == record.size() - 1) {
                continue;
            } else if (names.contains(name)) {
                diagnostics.error(at, "column '" + name + "' is there twice");
                faults++;
            } else if (!columns.all().contains(name)) {
                diagnostics.error(
                        at,
                        "unknown column '" + excerpt(name) + "'"
                                + NameSuggestion.nearest(name, columns.all())
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("; " + columns.noun() + " has: " + String.join(", ", columns.all())));
                faults++;
            }
            names.add(name);
        }
        for (String required : columns.required()) {
            if (!names.contains(required)) {
                fault(
                        1,
                        1,
                        "no column '" + required + "'; expected a first line with at least: "
                                + String.join(", ", columns.required()));
                faults++;
            }
        }
        return faults == 0 ? Optional.of(names) : Optional.empty();
    }

    private void row(CSVRecord record, long line, List<String> header) {
        if (record.stream().allMatch(String::isBlank)) {
            return;
        }
        Map<String, LocatedValue<String>> cells = new LinkedHashMap<>();
        boolean isValid = true;
        for (int i = 0; i < record.size(); i++) {
            String text = record.get(i).strip();
            SourceLocation at = new SourceLocation(file, (int) line, i + 1);
            if (text.isEmpty()) {
                continue;
            }
            Optional<String> fault = i >= header.size()
                    ? Optional.of("the row has " + record.size() + " cells; expected " + header.size()
                            + ": put a text that contains the separator in quotes")
                    : fault(text);
            fault.ifPresent(message -> diagnostics.error(at, message));
            isValid &= fault.isEmpty();
            if (fault.isEmpty()) {
                cells.put(header.get(i), new LocatedValue<>(text, at));
            }
        }
        SourceLocation at = new SourceLocation(file, (int) line, 1);
        String key = columns.required().get(0);
        if (isValid && !cells.containsKey(key)) {
            diagnostics.error(at, "the row has no '" + key + "'");
            isValid = false;
        }
        if (isValid) {
            rows.add(new CsvRow(at, cells));
        }
    }

    private static Optional<String> fault(String text) {
        if (text.length() > MAX_CELL_CHARACTERS) {
            return Optional.of("a text of " + text.length() + " characters; expected at most " + MAX_CELL_CHARACTERS);
        }
        if (PrintableText.isPrintable(text)) {
            return Optional.empty();
        }
        String found = PrintableText.firstNonPrintable(text);
        return Optional.of(
                found.equals("U+000A") || found.equals("U+000D")
                        ? "a line break in a cell; expected one line"
                        : "the character " + found + " in a cell; expected no control, format or separator characters");
    }

    private static String excerpt(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
