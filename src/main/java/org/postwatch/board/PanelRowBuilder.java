package org.postwatch.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Incident;

/** The lines of a panel: campuses, the worst first, many that are alike in one line; then open incidents likewise. */
final class PanelRowBuilder {
    /** The key by which campuses are grouped: everything except badges in reasons. */
    private record GroupingKey(CoverageState state, Optional<Instant> since, List<String> codes) {}

    /** A campus, and of the posts that make it what it is: since when and why. */
    private record CampusSummary(String id, CoverageState state, Optional<Instant> since, List<Reason> reasons) {
        static CampusSummary of(CampusCoverage now) {
            List<PostCoverage> posts =
                    now.posts().stream().filter(p -> p.state() == now.state()).toList();
            return new CampusSummary(
                    now.campus(),
                    now.state(),
                    posts.stream().flatMap(p -> p.since().stream()).min(Comparator.naturalOrder()),
                    posts.stream().flatMap(p -> p.reasons().stream()).distinct().toList());
        }

        GroupingKey groupingKey() {
            return new GroupingKey(
                    state, since, reasons.stream().map(Reason::code).toList());
        }
    }

    private PanelRowBuilder() {}

    /** @param alikeMin so many campuses, or incidents, that are alike share a line */
    static List<PanelRow> build(DistrictPanel panel, int alikeMin) {
        ConsoleFormat wording = ConsoleFormat.of(panel.day());
        List<PanelRow> rows = new ArrayList<>(campuses(panel.campuses(), wording, alikeMin));
        rows.addAll(incidents(panel, wording, alikeMin));
        return rows;
    }

    private static List<PanelRow> campuses(List<CampusCoverage> campuses, ConsoleFormat wording, int alikeMin) {
        Map<GroupingKey, List<CampusSummary>> alike = new LinkedHashMap<>();
        campuses.stream()
                .map(CampusSummary::of)
                .forEach(c -> alike.computeIfAbsent(c.groupingKey(), key -> new ArrayList<>())
                        .add(c));
        List<List<CampusSummary>> lines = alike.values().stream()
                .flatMap(group -> groups(group, alikeMin))
                .toList();
        return lines.stream()
                .sorted(Comparator.comparing(
                                (List<CampusSummary> line) -> line.get(0).state())
                        .reversed())
                .map(line -> row(line, wording))
                .toList();
    }

    private static <T> Stream<List<T>> groups(List<T> group, int alikeMin) {
        return group.size() >= alikeMin ? Stream.of(group) : group.stream().map(List::of);
    }

    private static PanelRow row(List<CampusSummary> line, ConsoleFormat wording) {
        CampusSummary one = line.get(0);
        return new PanelRow(
                TextStyle.forStatus(one.state()),
                " ",
                one.state().wireName(),
                line.stream().map(CampusSummary::id).toList(),
                one.since().map(wording::formatTime).orElse(""),
                wording.formatReasons(commonReasons(line)));
    }

    /** The reasons without the arguments in which the campuses differ. */
    private static List<Reason> commonReasons(List<CampusSummary> line) {
        List<Reason> first = line.get(0).reasons();
        return IntStream.range(0, first.size())
                .mapToObj(i -> withCommonArguments(
                        line.stream().map(c -> c.reasons().get(i)).toList()))
                .toList();
    }

    private static Reason withCommonArguments(List<Reason> reasons) {
        Reason first = reasons.get(0);
        List<String> args = IntStream.range(0, first.args().size())
                .filter(i -> reasons.stream()
                        .allMatch(r -> r.args().size() > i
                                && r.args().get(i).equals(first.args().get(i))))
                .mapToObj(first.args()::get)
                .toList();
        return new Reason(first.code(), args);
    }

    private static List<PanelRow> incidents(DistrictPanel panel, ConsoleFormat wording, int alikeMin) {
        Map<PanelRow, List<String>> places = new LinkedHashMap<>();
        panel.openIncidents().stream()
                .sorted(Comparator.comparing((Incident i) ->
                                panel.day().district().severityRank(i.severity().orElse("")))
                        .thenComparing(PanelRowBuilder::opened)
                        .reversed())
                .forEach(i -> places.computeIfAbsent(row(panel, i, wording), key -> new ArrayList<>())
                        .add(ConsoleFormat.placeOf(i)));
        return places.entrySet().stream()
                .flatMap(e -> groups(e.getValue().stream().sorted().toList(), alikeMin)
                        .map(names -> e.getKey().withNames(names)))
                .toList();
    }

    private static PanelRow row(DistrictPanel panel, Incident incident, ConsoleFormat wording) {
        String severity = incident.severity().orElse("");
        return new PanelRow(
                TextStyle.forSeverity(panel.day().district(), severity),
                PanelRow.INCIDENT,
                severity,
                List.of(),
                wording.formatTime(opened(incident)),
                ConsoleFormat.describe(incident));
    }

    private static Instant opened(Incident incident) {
        return incident.episodes().get(incident.episodes().size() - 1).openedAt();
    }
}
