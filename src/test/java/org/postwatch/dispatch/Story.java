package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.Origin;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;
import org.postwatch.plan.Applied;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Entry;
import org.postwatch.routing.FixedSecret;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Sketch;
import org.postwatch.watch.MemoryLedger;
import org.postwatch.watch.Receipt;
import org.postwatch.watch.Verdict;

/**
 * What happened on a Monday in Mesa, and who was told. Incidents are named by kind and campus (or feed): {@code coverage
 * A}. Times are local; {@code +1 07:30} is the next day. Everything that was said must be expected before time goes on.
 */
final class Story {
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 14);
    private static final Actor DANA = new Actor("dana", Optional.of("User:dana"));

    final MemoryLedger ledger = new MemoryLedger();
    final Heard heard = new Heard();
    private Dispatch dispatch = new Dispatch(ledger, heard, district -> FixedSecret.SECRET, 7);
    private final Map<String, Incident> incidents = new HashMap<>();
    private Instant now = instant("00:00");
    private int notices;
    private int entries;
    private int commands;
    private Verdict verdict = Verdict.TAKEN;

    static Story of(Sketch sketch) {
        return new Story().routing(sketch);
    }

    /** Before anything is known of the district. */
    static Story unknown() {
        return new Story();
    }

    static Instant instant(String time) {
        LocalDate date = MONDAY;
        String clock = time;
        if (time.startsWith("+")) {
            date = MONDAY.plusDays(Long.parseLong(time.substring(1, time.indexOf(' '))));
            clock = time.substring(time.indexOf(' ') + 1);
        }
        return LocalDateTime.of(date, LocalTime.parse(clock))
                .atZone(Sketch.ZONE)
                .toInstant();
    }

    Story at(String time) {
        nothing();
        now = instant(time);
        while (dispatch.tick(now)) {
            // more is due
        }
        return this;
    }

    /** Stops, and starts again from what the ledger holds. */
    Story restarted() {
        dispatch = new Dispatch(ledger, heard, district -> FixedSecret.SECRET, 7);
        return this;
    }

    Story routing(Sketch sketch) {
        Routing routing = sketch.drawn();
        dispatch.routing(routing, now);
        return this;
    }

    // ---- what happens

    /** Documents are applied by lopez, with the bars that this lifts. */
    Story applies(String... lifted) {
        dispatch.applied(
                new Applied(
                        Sketch.DISTRICT,
                        now,
                        "lopez",
                        "board of 9/14",
                        Optional.empty(),
                        false,
                        List.of(),
                        List.of(),
                        List.of(lifted)),
                now);
        return this;
    }

    Story expects(String name) {
        return change(name, Change.EXPECTED, List.of());
    }

    Story averts(String name) {
        return say(incidents.remove(name), Change.AVERTED);
    }

    Story opens(String name, String severity, String... silentFeeds) {
        List<Episode> episodes = new ArrayList<>(episodes(name));
        episodes.add(episode(now, severity));
        return change(name, Change.OPENED, episodes, silentFeeds);
    }

    Story escalates(String name, String severity, String... silentFeeds) {
        List<Episode> episodes = new ArrayList<>(episodes(name));
        Episode last = episodes.remove(episodes.size() - 1);
        List<Episode.Step> steps = new ArrayList<>(last.steps());
        steps.add(new Episode.Step(now, severity));
        episodes.add(new Episode(last.from(), last.opened(), Optional.empty(), Optional.empty(), steps));
        return change(name, Change.ESCALATED, episodes, silentFeeds);
    }

    Story closes(String name) {
        return change(name, Change.CLOSED, closed(episodes(name)));
    }

    /** A correction: it was open from one time to another, or still is (no end). */
    Story corrects(String name, String severity, String from, String... to) {
        Episode open = episode(instant(from), severity);
        return change(name, Change.CORRECTED, to.length == 0 ? List.of(open) : List.of(close(open, instant(to[0]))));
    }

    /** It opened and was over by the time it became known. */
    Story opensAndCloses(String name, String severity, String from, String to) {
        List<Episode> episodes = List.of(close(episode(instant(from), severity), instant(to)));
        change(name, Change.OPENED, episodes);
        return say(incidents.get(name), Change.CLOSED);
    }

    /** Other reasons than before: codes, and {@code feed-silent hr} for a feed. */
    Story turns(String name, String... codes) {
        Incident before = incidents.get(name);
        List<Reason> reasons = Stream.of(codes)
                .map(code -> code.split(" "))
                .map(code -> code.length == 1 ? Reason.of(code[0]) : Reason.of(code[0], code[1], now))
                .toList();
        incidents.put(name, Incident.of(before.id(), before.kind(), before.labels(), before.episodes(), reasons));
        return say(incidents.get(name), Change.REASONS);
    }

    Story withdraws(String name) {
        return say(incidents.remove(name), Change.WITHDRAWN);
    }

    Story conduct(String campus, String id, String what, boolean emergency) {
        return conduct("cameras", campus, id, what, emergency, now);
    }

    Story conduct(String feed, String campus, String id, String what, boolean emergency, Instant time) {
        Origin origin = new Origin(Sketch.DISTRICT, feed, id, time);
        ConductSeen seen = new ConductSeen(origin, campus, what, emergency, Optional.empty());
        verdict = dispatch.conduct(seen, new Receipt(now, seen.toString().getBytes(StandardCharsets.UTF_8), 0));
        return this;
    }

    /** A camera sees an emergency. */
    Story emergencyAt(String campus, String id, String camera) {
        Origin origin = new Origin(Sketch.DISTRICT, "cameras", id, now);
        ConductSeen seen = new ConductSeen(origin, campus, "fight", true, Optional.of(camera));
        verdict = dispatch.conduct(seen, new Receipt(now, seen.toString().getBytes(StandardCharsets.UTF_8), 0));
        return this;
    }

    Story acknowledges(String name) {
        return command(new Command.Acknowledge(Sketch.DISTRICT, nextId(), now, DANA, id(name), Optional.empty()));
    }

    Story notes(String name, String text) {
        return command(new Command.Note(Sketch.DISTRICT, nextId(), now, DANA, id(name), text));
    }

    Story resolves(String name) {
        return command(new Command.Resolve(Sketch.DISTRICT, nextId(), now, DANA, id(name)));
    }

    Story resolvesId(String id) {
        return command(new Command.Resolve(Sketch.DISTRICT, nextId(), now, DANA, id));
    }

    Story emergency(String name) {
        return command(new Command.Emergency(Sketch.DISTRICT, nextId(), now, DANA, id(name)));
    }

    Story silences(String id, String label, String value, String from, String until) {
        return command(new Command.Silence(
                Sketch.DISTRICT,
                id,
                now,
                DANA,
                "works",
                new TreeMap<>(label.isEmpty() ? Map.of() : Map.of(label, Set.of(value))),
                instant(from),
                instant(until)));
    }

    Story unsilences(String id) {
        return command(new Command.Unsilence(Sketch.DISTRICT, nextId(), now, DANA, id));
    }

    Story resends(String recipient, String subject) {
        return command(new Command.Resend(Sketch.DISTRICT, nextId(), now, DANA, recipient, id(subject)));
    }

    Story asks(String agency, String text, String answer) {
        return command(new Command.Asked(Sketch.DISTRICT, nextId(), now, DANA, agency, text, answer));
    }

    Story canary() {
        Incident sign =
                new Incident("watchdog/1", Kind.WATCHDOG, Incident.Status.OPEN, new TreeMap<>(), List.of(), List.of());
        dispatch.transition(new Transition("canary-0", sign, Change.OPENED, now, now, Optional.empty()), now);
        return this;
    }

    /** Of the notice that was written last. */
    Story delivery(String recipient, String subject, Delivery.Outcome outcome) {
        return delivery(recipient, subject, outcome, 0, 3);
    }

    /** @param back 0 for the notice that was written last, 1 for the one before */
    Story delivery(String recipient, String subject, Delivery.Outcome outcome, int back, int attempts) {
        String id = subject.startsWith("~") ? subject : id(subject);
        int revision = heard.notices.stream()
                .filter(notice ->
                        notice.recipient().equals(recipient) && notice.subject().equals(id))
                .mapToInt(Notice::revision)
                .reduce(0, (before, last) -> last);
        dispatch.delivery(new Delivery(
                Sketch.DISTRICT,
                recipient,
                id,
                "0123456789abcdef",
                revision - back,
                outcome,
                attempts,
                now,
                "HTTP 500"));
        return this;
    }

    /** Ticks of one instance, each second up to a time, that show what is wrong with Postwatch itself, if anything. */
    Story ticks(String until, Duration apart, String... stuck) {
        for (; !now.isAfter(instant(until)); now = now.plusSeconds(1)) {
            dispatch.tick(now);
            dispatch.report(new TickReport(0, "host/17", apart, Set.of(stuck)), now);
        }
        return this;
    }

    /** Whoever keeps the time finds that the clock is ahead of it, and sets it back. */
    Story clockSetBack(String time) {
        nothing();
        now = instant(time);
        dispatch.limitClock(now);
        dispatch.limitClock(Instant.MAX);
        return this;
    }

    private Story command(Command command) {
        verdict = dispatch.command(command, now);
        return this;
    }

    private String nextId() {
        return "c-" + ++commands;
    }

    // ---- what was said

    /** Notices since the last word, in any order: {@code board opened coverage A}, {@code chat closed group 2 of 3}. */
    Story expect(String... told) {
        List<String> news = heard.notices.subList(notices, heard.notices.size()).stream()
                .map(Story::words)
                .toList();
        assertThat(news).as("told at %s", now).containsExactlyInAnyOrder(told);
        notices = heard.notices.size();
        return this;
    }

    Story nothing() {
        return expect();
    }

    /** Entries since the last such word that are no TOLD: {@code chat held coverage A (quiet hours)}. */
    Story noted(String... lines) {
        List<String> news = heard.entries.subList(entries, heard.entries.size()).stream()
                .filter(entry -> entry.outcome() != Entry.Outcome.TOLD)
                .map(entry -> Stream.of(
                                entry.recipient(),
                                entry.outcome().wireName(),
                                name(entry.subject()),
                                "(" + entry.rule() + ")")
                        .filter(word -> !word.isEmpty())
                        .reduce((a, b) -> a + " " + b)
                        .orElseThrow())
                .toList();
        assertThat(news).as("noted at %s", now).containsExactlyInAnyOrder(lines);
        entries = heard.entries.size();
        return this;
    }

    Story setAside(String reason) {
        return setAside(reason, "");
    }

    Story setAside(String reason, String detail) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.SetAside.class, aside -> {
            assertThat(aside.reason()).isEqualTo(reason);
            assertThat(aside.detail()).contains(detail);
        });
        return this;
    }

    Story taken() {
        assertThat(verdict).isEqualTo(Verdict.TAKEN);
        return this;
    }

    Story gone(String... keys) {
        assertThat(heard.gone.stream().map(key -> {
                    String[] parts = key.split("/", 3);
                    return parts[1] + " " + name(parts[2]);
                }))
                .containsExactlyInAnyOrder(keys);
        heard.gone.clear();
        return this;
    }

    /** Of the last notice. */
    Story call(int number) {
        assertThat(last().call()).as("call of %s", last()).isEqualTo(number);
        return this;
    }

    /** Of the last notice. */
    Story reasons(String reasons) {
        assertThat(last().items().get(0).fields()).as("of %s", last()).containsEntry("reasons", reasons);
        return this;
    }

    Notice last() {
        return heard.notices.get(heard.notices.size() - 1);
    }

    private static String words(Notice notice) {
        String subject = notice.subject().startsWith(Groups.SUBJECT)
                ? "group "
                        + notice.items().stream()
                                .filter(item -> item.status().wireName().equals("open"))
                                .count() + " of " + notice.matters()
                : name(notice.subject());
        return notice.recipient() + " " + notice.stage().wireName() + " " + subject;
    }

    /** {@code coverage/A/sro/…} is {@code coverage A}. */
    private static String name(String id) {
        String[] parts = id.split("/");
        return parts.length < 2 || id.startsWith("~") ? id : parts[0] + " " + parts[1];
    }

    private String id(String name) {
        if (incidents.containsKey(name)) {
            return incidents.get(name).id();
        }
        return ledgerId(name);
    }

    private String ledgerId(String name) {
        List<String> ids = new ArrayList<>();
        ledger.scan(Tables.AFFAIRS, Sketch.DISTRICT + "/", (key, affair) -> {
            if (name(affair.matter().id()).equals(name)) {
                ids.add(affair.matter().id());
            }
        });
        return ids.isEmpty() ? name : ids.get(0);
    }

    // ---- incidents

    private List<Episode> episodes(String name) {
        return incidents.containsKey(name) ? incidents.get(name).episodes() : List.of();
    }

    static Episode episode(Instant opened, String severity) {
        return new Episode(
                opened.minusSeconds(300),
                opened,
                Optional.empty(),
                Optional.empty(),
                List.of(new Episode.Step(opened, severity)));
    }

    static Episode close(Episode open, Instant at) {
        return new Episode(open.from(), open.opened(), Optional.of(at), Optional.of("covered"), open.steps());
    }

    private List<Episode> closed(List<Episode> episodes) {
        List<Episode> all = new ArrayList<>(episodes);
        all.add(close(all.remove(all.size() - 1), now));
        return all;
    }

    private Story change(String name, Change change, List<Episode> episodes, String... silentFeeds) {
        String[] parts = name.split(" ");
        Kind kind = Stream.of(Kind.values())
                .filter(k -> k.wireName().equals(parts[0]))
                .findFirst()
                .orElseThrow();
        boolean feed = kind == Kind.FEED_SILENT;
        Map<String, String> labels = feed
                ? Map.of("feed", parts[1])
                : Map.of("campus", parts[1], "post", "sro", "date", "2026-09-14", "window", "day");
        String id = incidents.containsKey(name)
                ? incidents.get(name).id()
                : parts[0] + "/" + parts[1] + "/" + (feed ? now.toString() : "sro/2026-09-14/day");
        List<Reason> reasons = Stream.of(silentFeeds)
                .map(source -> Reason.of("feed-silent", source, now))
                .toList();
        Incident incident = Incident.of(
                id, kind, labels, episodes, reasons.isEmpty() ? List.of(Reason.of("nobody-present")) : reasons);
        incidents.put(name, incident);
        return say(incident, change);
    }

    private Story say(Incident incident, Change change) {
        dispatch.transition(new Transition(Sketch.DISTRICT, incident, change, now, now, Optional.empty()), now);
        return this;
    }
}
