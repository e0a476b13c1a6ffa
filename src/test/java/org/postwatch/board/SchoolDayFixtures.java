package org.postwatch.board;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;

/** Shipped districts on a date, and what may be reported of them. */
final class SchoolDayFixtures {
    static final SchoolDay SOCORRO_NM = day("socorro-nm", "2022-12-06");
    static final SchoolDay SOCORRO_TX = day("socorro-tx", "2023-10-03");

    private SchoolDayFixtures() {}

    static SchoolDay day(String district, String date) {
        CompiledDistrict compiled = DistrictDocuments.read(Path.of("config", "districts", district))
                .compiled()
                .orElseThrow();
        Map<String, CampusPlan> campuses = new LinkedHashMap<>();
        compiled.campuses()
                .forEach((id, campus) -> campuses.put(
                        id,
                        new CampusPlan(
                                id,
                                new TreeMap<LocalDate, Campus>(
                                        Map.of(compiled.district().firstDay(), campus)))));
        return new SchoolDay(compiled.district(), campuses, LocalDate.parse(date));
    }

    static Instant at(SchoolDay day, String time) {
        return day.date().atTime(LocalTime.parse(time)).atZone(day.zone()).toInstant();
    }

    static CampusCoverage campus(SchoolDay day, String campus, CoverageState state, String since, Reason... why) {
        return CampusCoverage.of(
                day.district().id(),
                campus,
                List.of(new PostCoverage("sro", state, Optional.of(at(day, since)), List.of(), List.of(why))));
    }

    /** A coverage incident that is open since then. */
    static Incident open(SchoolDay day, String campus, String severity, String opened) {
        Instant at = at(day, opened);
        return Incident.of(
                "coverage/" + campus + "/sro/" + day.date() + "/day",
                IncidentKind.COVERAGE,
                Map.of("campus", campus, "post", "sro"),
                List.of(new Episode(
                        at, at, Optional.empty(), Optional.empty(), List.of(new Episode.SeverityChange(at, severity)))),
                List.of());
    }

    /** Somebody is notified of coverage, or not. */
    static DisclosureRecord decision(
            SchoolDay day,
            Instant at,
            DisclosureRecord.DisclosureOutcome outcome,
            String recipient,
            String rule,
            String reason) {
        return new DisclosureRecord(
                day.district().id(),
                at,
                outcome,
                recipient,
                "sheriff",
                "coverage/socorro-hs/sro/" + day.date() + "/day",
                "coverage",
                List.of(),
                "",
                rule,
                reason,
                Optional.empty());
    }

    /** A recipient is notified that the post at a campus is not covered. */
    static Notice notice(SchoolDay day, String recipient, String campus, String at) {
        return new Notice(
                day.district().id(),
                recipient,
                "coverage/" + campus + "/sro/" + day.date() + "/day",
                "0123456789abcdef",
                1,
                Notice.NoticeStage.OPENED,
                Alert.AlertStatus.OPEN,
                at(day, at),
                List.of(new Notice.NoticeItem(
                        "0123456789abcdef",
                        Alert.AlertStatus.OPEN,
                        new TreeMap<>(Map.of("kind", "coverage", "severity", "high", "campus", campus)),
                        day.zone())),
                1,
                "routes[1]");
    }

    /** Every elementary of Socorro TX uncovered, each with a guard of its own. */
    static DistrictPanel guardsOnly() {
        List<CampusCoverage> campuses = new ArrayList<>();
        List<Incident> incidents = new ArrayList<>();
        for (String id : SOCORRO_TX.campuses().keySet()) {
            String guard = "G-" + id.substring(id.length() - 2);
            campuses.add(campus(
                    SOCORRO_TX,
                    id,
                    CoverageState.UNCOVERED,
                    "07:30",
                    Reason.of(ReasonCode.KIND_NOT_ACCEPTED, guard, "guard")));
            incidents.add(open(SOCORRO_TX, id, "warning", "07:40"));
        }
        return new DistrictPanel(SOCORRO_TX, at(SOCORRO_TX, "08:15"), campuses, incidents, 0);
    }
}
