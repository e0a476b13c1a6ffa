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
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostNow;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.incident.Incident;

/** The lines of a panel: campuses, the worst first, many that are alike in one line; then open incidents likewise. */
final class Rows {
    /** What makes campuses alike: all but the badges in the reasons. */
    private record Alike(State state, Optional<Instant> since, List<String> codes) {}

    /** A campus, and of the posts that make it what it is: since when and why. */
    private record Campus(String id, State state, Optional<Instant> since, List<Reason> reasons) {
        static Campus of(CampusNow now) {
            List<PostNow> posts =
                    now.posts().stream().filter(p -> p.state() == now.state()).toList();
            return new Campus(
                    now.campus(),
                    now.state(),
                    posts.stream().flatMap(p -> p.since().stream()).min(Comparator.naturalOrder()),
                    posts.stream().flatMap(p -> p.reasons().stream()).distinct().toList());
        }

        Alike alike() {
            return new Alike(state, since, reasons.stream().map(Reason::code).toList());
        }
    }

    private Rows() {}

    /** @param alikeMin so many campuses, or incidents, that are alike share a line */
    static List<Row> of(Panel panel, int alikeMin) {
        Wording wording = Wording.of(panel.day());
        List<Row> rows = new ArrayList<>(campuses(panel.campuses(), wording, alikeMin));
        rows.addAll(incidents(panel, wording, alikeMin));
        return rows;
    }

    private static List<Row> campuses(List<CampusNow> campuses, Wording wording, int alikeMin) {
        Map<Alike, List<Campus>> alike = new LinkedHashMap<>();
        campuses.stream()
                .map(Campus::of)
                .forEach(c -> alike.computeIfAbsent(c.alike(), key -> new ArrayList<>())
                        .add(c));
        List<List<Campus>> lines =
                alike.values().stream().flatMap(group -> lines(group, alikeMin)).toList();
        return lines.stream()
                .sorted(Comparator.comparing((List<Campus> line) -> line.get(0).state())
                        .reversed())
                .map(line -> row(line, wording))
                .toList();
    }

    private static <T> Stream<List<T>> lines(List<T> group, int alikeMin) {
        return group.size() >= alikeMin ? Stream.of(group) : group.stream().map(List::of);
    }

    private static Row row(List<Campus> line, Wording wording) {
        Campus one = line.get(0);
        return new Row(
                Tone.of(one.state()),
                " ",
                one.state().wireName(),
                line.stream().map(Campus::id).toList(),
                one.since().map(wording::time).orElse(""),
                wording.reasons(common(line)));
    }

    /** The reasons without the arguments in which the campuses differ. */
    private static List<Reason> common(List<Campus> line) {
        List<Reason> first = line.get(0).reasons();
        return IntStream.range(0, first.size())
                .mapToObj(i -> shared(line.stream().map(c -> c.reasons().get(i)).toList()))
                .toList();
    }

    private static Reason shared(List<Reason> reasons) {
        Reason first = reasons.get(0);
        List<String> args = IntStream.range(0, first.args().size())
                .filter(i -> reasons.stream()
                        .allMatch(r -> r.args().size() > i
                                && r.args().get(i).equals(first.args().get(i))))
                .mapToObj(first.args()::get)
                .toList();
        return new Reason(first.code(), args);
    }

    private static List<Row> incidents(Panel panel, Wording wording, int alikeMin) {
        Map<Row, List<String>> places = new LinkedHashMap<>();
        panel.open().stream()
                .sorted(Comparator.comparing((Incident i) ->
                                panel.day().district().rank(i.severity().orElse("")))
                        .thenComparing(Rows::opened)
                        .reversed())
                .forEach(i -> places.computeIfAbsent(row(panel, i, wording), key -> new ArrayList<>())
                        .add(Wording.place(i)));
        return places.entrySet().stream()
                .flatMap(e -> lines(e.getValue().stream().sorted().toList(), alikeMin)
                        .map(names -> e.getKey().of(names)))
                .toList();
    }

    private static Row row(Panel panel, Incident incident, Wording wording) {
        String severity = incident.severity().orElse("");
        return new Row(
                Tone.ofSeverity(panel.day().district(), severity),
                Row.INCIDENT,
                severity,
                List.of(),
                wording.time(opened(incident)),
                Wording.what(incident));
    }

    private static Instant opened(Incident incident) {
        return incident.episodes().get(incident.episodes().size() - 1).opened();
    }
}
