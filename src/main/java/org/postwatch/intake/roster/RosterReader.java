package org.postwatch.intake.roster;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.roster.ContentHash;
import org.postwatch.roster.RosterContent;
import org.postwatch.roster.RosterEntry;
import org.postwatch.roster.RosterProblem;
import org.postwatch.roster.RosterReading;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.TableForm;
import org.postwatch.roster.UnreadableRosterException;
import org.postwatch.roster.calendar.CalendarReader;
import org.postwatch.roster.csv.CsvRosterReader;

/** Reads what documents say, as calendars or as tables. */
public final class RosterReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int FINGERPRINT_BYTES = 16;

    private RosterReader() {}

    /**
     * The entries around a time, as {@link RosterReading#of} expects them.
     *
     * @param documents of one roster in the order of their names; one at least
     * @throws UnreadableRosterException if one of them cannot be read
     */
    public static RosterContent read(RosterSource roster, List<byte[]> documents, Instant now) {
        Instant from = now.minus(RosterReading.LOOK_BACK);
        Instant until = now.plus(RosterReading.WINDOW);
        List<StringReader> texts = documents.stream()
                .map(document -> new StringReader(decode(document)))
                .toList();
        Optional<TableForm> table = roster.table();
        try {
            return table.isPresent()
                    ? readTables(texts, table.get(), from, until)
                    : CalendarReader.read(texts, roster.zone(), from, until);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of rows with one id in two tables the one in the later table counts. */
    private static RosterContent readTables(List<StringReader> texts, TableForm form, Instant from, Instant until)
            throws IOException {
        if (texts.size() == 1) {
            return CsvRosterReader.read(texts.get(0), form, from, until);
        }
        Map<String, RosterEntry> entries = new HashMap<>();
        List<RosterProblem> problems = new ArrayList<>();
        ContentHash fingerprint = new ContentHash();
        for (StringReader text : texts) {
            RosterContent content = CsvRosterReader.read(text, form, from, until);
            for (RosterEntry entry : content.entries()) {
                RosterEntry earlier = entries.put(entry.id(), entry);
                if (earlier != null && !earlier.equals(entry)) {
                    problems.add(new RosterProblem(
                            entry.id(),
                            "it is in two tables and differs: from " + earlier.from() + " to " + earlier.to()
                                    + ", and in the later table, which counts, from " + entry.from() + " to "
                                    + entry.to() + "; expected it in one"));
                }
            }
            problems.addAll(content.problems());
            fingerprint.add(content.fingerprint());
        }
        List<RosterEntry> ordered = new ArrayList<>(entries.values());
        ordered.sort(Comparator.comparing(RosterEntry::from).thenComparing(RosterEntry::id));
        return new RosterContent(ordered, problems, fingerprint.hex(FINGERPRINT_BYTES));
    }

    /** What people see of an entry in their calendar; its id if they see nothing. */
    public static String text(RosterEntry entry) {
        String text = Stream.concat(Stream.of(entry.summary(), entry.location()), entry.attendees().stream())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" | "));
        return text.isEmpty() ? entry.id() : text;
    }

    private static String decode(byte[] document) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            // Spreadsheets begin their tables with it.
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableRosterException("the text is not in UTF-8; save or export it in UTF-8", e);
        }
    }
}
