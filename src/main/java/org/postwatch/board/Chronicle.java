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
import org.postwatch.coverage.CampusNow;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;

/**
 * Where there is no terminal: one line for each change of a campus and of an incident, for each notice and each kind of refusal,
 * in the order of their local times. A line waits until everything before it was reported: {@link #complete}.
 */
public final class Chronicle implements Audience {
    /** A line, and when it was reported, after the local midnight of its district. */
    private record Line(Duration at, String text) {}

    private final PrintWriter out;
    private final Map<String, SchoolDay> days = new HashMap<>();
    private final List<Line> waiting = new ArrayList<>();
    private final Map<String, Instant> from;
    private final Map<String, Wording> wordings = new HashMap<>();
    private final Refusals refusals;
    private final int districtWidth;

    /** @param from by district: what was said before that is not told */
    public Chronicle(PrintWriter out, List<SchoolDay> days, Map<String, Instant> from) {
        this.out = out;
        this.from = Map.copyOf(from);
        this.refusals = new Refusals(this.from);
        days.forEach(day -> {
            this.days.put(day.district().id(), day);
            wordings.put(day.district().id(), Wording.of(day));
        });
        this.districtWidth =
                wordings.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    @Override
    public void campus(CampusNow campus, Instant said) {
        Wording wording = wordings.get(campus.district());
        String posts = campus.posts().stream()
                .filter(post -> post.since().isPresent())
                .map(post -> post.post() + " " + post.state().wireName() + " since "
                        + wording.time(post.since().get()) + ": " + wording.reasons(post.reasons()))
                .collect(Collectors.joining("; "));
        line(
                campus.district(),
                campus.campus(),
                said,
                posts.isEmpty() ? campus.state().wireName() : posts);
    }

    @Override
    public void transition(Transition transition) {
        Wording wording = wordings.get(transition.district());
        String what = Wording.what(transition.incident()) + " "
                + transition.change().wireName() + " at " + wording.time(transition.effective());
        String severity = transition.incident().severity().map(s -> ", " + s).orElse("");
        String why = transition.reason().map(r -> ", " + r).orElse("");
        line(
                transition.district(),
                Wording.place(transition.incident()),
                transition.said(),
                "! " + what + severity + why);
    }

    @Override
    public void delivered(Notice notice) {
        line(News.of(notice));
    }

    @Override
    public void decision(Entry entry) {
        refusals.news(entry).ifPresent(this::line);
    }

    private void line(News news) {
        line(news.district(), news.recipient(), news.at(), news.said(wordings.get(news.district())));
    }

    private synchronized void line(String district, String place, Instant said, String text) {
        if (!said.isBefore(from.get(district))) {
            String time = wordings.get(district).time(said);
            waiting.add(new Line(
                    days.get(district).sinceMidnight(said),
                    time + "  " + district + " ".repeat(districtWidth - district.length()) + "  " + place + "  "
                            + text));
        }
    }

    @Override
    public synchronized void complete(Duration sinceMidnight) {
        waiting.sort(Comparator.comparing(Line::at));
        while (!waiting.isEmpty() && waiting.get(0).at().compareTo(sinceMidnight) <= 0) {
            out.println(waiting.remove(0).text());
        }
    }
}
