package org.postwatch.board;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;

/**
 * The output without a terminal: a line for each change of a campus or an incident, each notice and each kind of
 * denial, in the order of local time. A line is printed once all earlier lines are known: see {@link #complete}.
 */
public final class LineConsole implements OutputListener {
    /** A line and its publication time, as the time since local midnight of its district. */
    private record PendingLine(Duration at, String text) {}

    private final PrintWriter out;
    private final Map<String, SchoolDay> days = new HashMap<>();
    private final List<PendingLine> waiting = new ArrayList<>();
    private final Map<String, Instant> startTimes;
    private final Map<String, ConsoleFormat> formats = new HashMap<>();
    private final WithheldNoticeFilter withheld;
    private final int districtWidth;

    /** @param from by district: earlier output is not printed */
    public LineConsole(PrintWriter out, List<SchoolDay> days, Map<String, Instant> from) {
        this.out = out;
        this.startTimes = Map.copyOf(from);
        this.withheld = new WithheldNoticeFilter(this.startTimes);
        days.forEach(day -> {
            this.days.put(day.district().id(), day);
            formats.put(day.district().id(), ConsoleFormat.of(day));
        });
        this.districtWidth =
                formats.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    @Override
    public void onCampus(CampusCoverage campus, Instant publishedAt) {
        ConsoleFormat wording = formats.get(campus.district());
        String posts = campus.posts().stream()
                .filter(post -> post.since().isPresent())
                .map(post -> post.post() + " " + post.state().wireName() + " since "
                        + wording.formatTime(post.since().get()) + ": " + wording.formatReasons(post.reasons()))
                .collect(Collectors.joining("; "));
        printLine(
                campus.district(),
                campus.campus(),
                publishedAt,
                posts.isEmpty() ? campus.state().wireName() : posts);
    }

    @Override
    public void onTransition(IncidentTransition transition) {
        ConsoleFormat wording = formats.get(transition.district());
        String what = ConsoleFormat.describe(transition.incident()) + " "
                + transition.change().wireName() + " at " + wording.formatTime(transition.effectiveAt());
        String severity = transition.incident().severity().map(s -> ", " + s).orElse("");
        String why = transition.reason().map(r -> ", " + r).orElse("");
        printLine(
                transition.district(),
                ConsoleFormat.placeOf(transition.incident()),
                transition.publishedAt(),
                "! " + what + severity + why);
    }

    @Override
    public void onDelivered(Notice notice) {
        printLine(NoticeLine.of(notice));
    }

    @Override
    public void onDecision(DisclosureRecord entry) {
        withheld.lineIfNew(entry).ifPresent(this::printLine);
    }

    private void printLine(NoticeLine line) {
        printLine(line.district(), line.recipient(), line.at(), line.format(formats.get(line.district())));
    }

    private synchronized void printLine(String district, String place, Instant publishedAt, String text) {
        if (!publishedAt.isBefore(startTimes.get(district))) {
            String time = formats.get(district).formatTime(publishedAt);
            waiting.add(new PendingLine(
                    days.get(district).sinceMidnight(publishedAt),
                    time + "  " + district + " ".repeat(districtWidth - district.length()) + "  " + place + "  "
                            + text));
        }
    }

    @Override
    public synchronized void complete(Duration sinceMidnight) {
        waiting.sort(Comparator.comparing(PendingLine::at));
        while (!waiting.isEmpty() && waiting.get(0).at().compareTo(sinceMidnight) <= 0) {
            out.println(waiting.remove(0).text());
        }
    }
}
