package org.postwatch.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.board.SchoolDay;
import org.postwatch.codec.document.Compiled;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.codec.document.Fault;
import org.postwatch.codec.document.Reading;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.replay.Recording;
import org.postwatch.routing.Routing;
import org.postwatch.runtime.FileProblem;

/**
 * A district's documents and a recording of its events, of which one day is to be played.
 *
 * @param recording in the order of arrival; what came before the day included
 */
public record Scenario(SchoolDay day, Routing routing, Recording recording) {
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
        return new Scenario(new SchoolDay(compiled.district(), campuses, date), compiled.routing(), recording(events));
    }

    String district() {
        return day.district().id();
    }

    /** A time of the day as an instant, but none after the recording's end. */
    Instant at(Duration sinceMidnight) {
        Instant at = day.span().from().plus(sinceMidnight);
        return at.isBefore(recording.last()) ? at : recording.last();
    }

    private static Recording recording(Path events) {
        try {
            return Recording.read(List.of(events), Optional.empty());
        } catch (IOException e) {
            throw new DemoException("cannot read the recorded events " + events + ": " + FileProblem.of(e), e);
        } catch (IllegalArgumentException e) {
            throw new DemoException("cannot read the recorded events " + events + ": " + e.getMessage(), e);
        }
    }

    private static String errors(Reading reading) {
        return reading.faults().stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }
}
