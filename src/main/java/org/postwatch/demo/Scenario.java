package org.postwatch.demo;

import java.io.IOException;
import java.nio.file.Files;
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
import org.apache.kafka.common.utils.Utils;
import org.postwatch.app.config.FileProblem;
import org.postwatch.board.SchoolDay;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.replay.EventRecording;

/**
 * A district's documents and a recording of its events, of which one day is to be played.
 *
 * @param recording in the order of arrival; what came before the day included
 * @param intake what the district has connected
 */
public record Scenario(SchoolDay day, RoutingConfig routing, EventRecording recording, IntakeConfig intake) {
    /**
     * The same with sources of intake that are not beside the documents.
     *
     * @throws DemoException when the documents have errors, or a file cannot be read
     */
    static Scenario readWithIntake(Path documents, Path intake, Path events, LocalDate date) {
        try {
            Path folder = Files.createTempDirectory("postwatch-demo-documents-");
            try {
                for (String name : List.of(DistrictDocuments.DISTRICT_FILE, DistrictDocuments.ROUTING_FILE)) {
                    Files.copy(documents.resolve(name), folder.resolve(name));
                }
                Files.copy(intake, folder.resolve(DistrictDocuments.INTAKE_FILE));
                return read(folder, events, date);
            } finally {
                Utils.delete(folder.toFile());
            }
        } catch (IOException e) {
            throw new DemoException("cannot read " + documents + " with " + intake + ": " + FileProblem.of(e), e);
        }
    }

    /** @throws DemoException when the documents have errors, or a file cannot be read */
    static Scenario read(Path documents, Path events, LocalDate date) {
        DistrictParseResult reading = DistrictDocuments.read(documents);
        CompiledDistrict compiled = reading.compiled().orElseThrow(() -> new DemoException(errors(reading)));
        Map<String, CampusPlan> campuses = new LinkedHashMap<>();
        compiled.campuses().forEach((id, campus) -> {
            TreeMap<LocalDate, Campus> versions = new TreeMap<>();
            versions.put(compiled.district().firstDay(), campus);
            campuses.put(id, new CampusPlan(id, versions));
        });
        return new Scenario(
                new SchoolDay(compiled.district(), campuses, date),
                compiled.routing(),
                recording(events),
                compiled.intake());
    }

    String district() {
        return day.district().id();
    }

    /** A time of the day as an instant, at most the end of the recording. */
    Instant instantAt(Duration sinceMidnight) {
        Instant at = day.span().from().plus(sinceMidnight);
        return at.isBefore(recording.last()) ? at : recording.last();
    }

    private static EventRecording recording(Path events) {
        try {
            return EventRecording.read(List.of(events), Optional.empty());
        } catch (IOException e) {
            throw new DemoException("cannot read the recorded events " + events + ": " + FileProblem.of(e), e);
        } catch (IllegalArgumentException e) {
            throw new DemoException("cannot read the recorded events " + events + ": " + e.getMessage(), e);
        }
    }

    private static String errors(DistrictParseResult reading) {
        return reading.diagnostics().stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
    }
}
