package org.postwatch.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.board.SchoolDay;
import org.postwatch.codec.EventReader;
import org.postwatch.codec.document.Compiled;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.codec.document.Fault;
import org.postwatch.codec.document.Reading;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;

/**
 * A district's documents and a recording of its events, of which one day is to be played.
 *
 * @param told in the order of arrival; what came before the day included
 */
public record Scenario(SchoolDay day, List<Told> told) {
    public Scenario {
        told = List.copyOf(told);
        if (told.isEmpty()) {
            throw new IllegalArgumentException("an empty recording");
        }
    }

    /** @throws DemoException when the documents have errors, or a file cannot be read */
    static Scenario read(Path documents, Path events, LocalDate date) {
        Reading reading = DistrictDocuments.read(documents);
        Compiled compiled = reading.compiled().orElseThrow(() -> new DemoException(errors(reading)));
        Map<String, CampusPlan> campuses = new LinkedHashMap<>();
        compiled.campuses().forEach((id, campus) -> {
            TreeMap<LocalDate, Campus> versions = new TreeMap<>();
            versions.put(compiled.district().first(), campus);
            campuses.put(id, new CampusPlan(id, versions));
        });
        return new Scenario(
                new SchoolDay(compiled.district(), campuses, date),
                told(events, compiled.district().id()));
    }

    String district() {
        return day.district().id();
    }

    /** A time of the day as an instant, but none after the recording's end. */
    Instant at(Duration sinceMidnight) {
        Instant at = day.span().from().plus(sinceMidnight);
        Instant last = told.get(told.size() - 1).stamp();
        return at.isBefore(last) ? at : last;
    }

    private static List<Told> told(Path events, String district) {
        byte[] key = district.getBytes(StandardCharsets.UTF_8);
        EventReader reader = new EventReader();
        List<Told> told = new ArrayList<>();
        try {
            Instant before = Instant.EPOCH;
            for (String line : Files.readAllLines(events)) {
                Told next = Told.of(line.getBytes(StandardCharsets.UTF_8), key, reader, before);
                told.add(next);
                before = next.stamp();
            }
        } catch (IOException e) {
            throw new DemoException("cannot read the recorded events " + events + ": " + e, e);
        }
        return told;
    }

    private static String errors(Reading reading) {
        return reading.faults().stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }
}
