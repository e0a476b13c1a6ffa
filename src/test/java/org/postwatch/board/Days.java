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
import org.postwatch.codec.document.Compiled;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostNow;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;

/** Shipped districts on a date, and what may be said of them. */
final class Days {
    static final SchoolDay SOCORRO_NM = day("socorro-nm", "2022-12-06");
    static final SchoolDay SOCORRO_TX = day("socorro-tx", "2023-10-03");

    private Days() {}

    static SchoolDay day(String district, String date) {
        Compiled compiled = DistrictDocuments.read(Path.of("config", "districts", district))
                .compiled()
                .orElseThrow();
        Map<String, CampusPlan> campuses = new LinkedHashMap<>();
        compiled.campuses()
                .forEach((id, campus) -> campuses.put(
                        id,
                        new CampusPlan(
                                id,
                                new TreeMap<LocalDate, Campus>(
                                        Map.of(compiled.district().first(), campus)))));
        return new SchoolDay(compiled.district(), campuses, LocalDate.parse(date));
    }

    static Instant at(SchoolDay day, String time) {
        return day.date().atTime(LocalTime.parse(time)).atZone(day.zone()).toInstant();
    }

    static CampusNow campus(SchoolDay day, String campus, State state, String since, Reason... why) {
        return CampusNow.of(
                day.district().id(),
                campus,
                List.of(new PostNow("sro", state, Optional.of(at(day, since)), List.of(), List.of(why))));
    }

    /** A coverage incident that is open since then. */
    static Incident open(SchoolDay day, String campus, String severity, String opened) {
        Instant at = at(day, opened);
        return Incident.of(
                "coverage/" + campus + "/sro/" + day.date() + "/day",
                Kind.COVERAGE,
                Map.of("campus", campus, "post", "sro"),
                List.of(new Episode(
                        at, at, Optional.empty(), Optional.empty(), List.of(new Episode.Step(at, severity)))),
                List.of());
    }

    /** Somebody is told of coverage, or not. */
    static Entry decision(
            SchoolDay day, Instant at, Entry.Outcome outcome, String recipient, String rule, String reason) {
        return new Entry(
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

    /** A recipient is told that the post at a campus is not covered. */
    static Notice notice(SchoolDay day, String recipient, String campus, String at) {
        return new Notice(
                day.district().id(),
                recipient,
                "coverage/" + campus + "/sro/" + day.date() + "/day",
                "0123456789abcdef",
                1,
                Notice.Stage.OPENED,
                Matter.Status.OPEN,
                at(day, at),
                List.of(new Notice.Item(
                        "0123456789abcdef",
                        Matter.Status.OPEN,
                        new TreeMap<>(Map.of("kind", "coverage", "severity", "high", "campus", campus)),
                        day.zone())),
                1,
                "routes[1]");
    }

    /** Every elementary of Socorro TX uncovered, each with a guard of its own. */
    static Panel guardsOnly() {
        List<CampusNow> campuses = new ArrayList<>();
        List<Incident> incidents = new ArrayList<>();
        for (String id : SOCORRO_TX.campuses().keySet()) {
            String guard = "G-" + id.substring(id.length() - 2);
            campuses.add(
                    campus(SOCORRO_TX, id, State.UNCOVERED, "07:30", Reason.of("kind-not-accepted", guard, "guard")));
            incidents.add(open(SOCORRO_TX, id, "warning", "07:40"));
        }
        return new Panel(SOCORRO_TX, at(SOCORRO_TX, "08:15"), campuses, incidents, 0);
    }
}
