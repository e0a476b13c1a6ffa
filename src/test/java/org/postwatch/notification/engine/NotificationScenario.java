package org.postwatch.notification.engine;

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
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.AddNote;
import org.postwatch.notification.command.CreateSilence;
import org.postwatch.notification.command.DeclareEmergency;
import org.postwatch.notification.command.ExpireSilence;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.command.RecordDisclosureRequest;
import org.postwatch.notification.command.ResendNotice;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.FixedDistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.notification.route.RoutingConfigBuilder;
import org.postwatch.plan.PlanRevision;
import org.postwatch.state.InMemoryStateStore;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;

/**
 * What happened on a Monday in Mesa, and who was notified. Incidents are named by kind and campus (or feed): {@code coverage
 * A}. Times are local; {@code +1 07:30} is the next day. Everything that was published must be expected before time goes on.
 */
final class NotificationScenario {
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 14);
    private static final Actor DANA = new Actor("dana", Optional.of("User:dana"));

    final InMemoryStateStore store = new InMemoryStateStore();
    final RecordingNotificationOutput output = new RecordingNotificationOutput();
    private NotificationEngine engine =
            new NotificationEngine(store, output, district -> FixedDistrictSecret.SECRET, 7);
    private final Map<String, Incident> incidents = new HashMap<>();
    private Instant now = instant("00:00");
    private int notices;
    private int entries;
    private int commands;
    private ProcessingResult result = ProcessingResult.ACCEPTED;

    static NotificationScenario of(RoutingConfigBuilder sketch) {
        return new NotificationScenario().routing(sketch);
    }

    /** Before anything is known of the district. */
    static NotificationScenario withoutRouting() {
        return new NotificationScenario();
    }

    static Instant instant(String time) {
        LocalDate date = MONDAY;
        String clock = time;
        if (time.startsWith("+")) {
            date = MONDAY.plusDays(Long.parseLong(time.substring(1, time.indexOf(' '))));
            clock = time.substring(time.indexOf(' ') + 1);
        }
        return LocalDateTime.of(date, LocalTime.parse(clock))
                .atZone(RoutingConfigBuilder.ZONE)
                .toInstant();
    }

    NotificationScenario at(String time) {
        expectNoNotices();
        now = instant(time);
        while (engine.tick(now)) {
            // more is due
        }
        return this;
    }

    /** Stops, and starts again from what the ledger holds. */
    NotificationScenario restarted() {
        engine = new NotificationEngine(store, output, district -> FixedDistrictSecret.SECRET, 7);
        return this;
    }

    NotificationScenario routing(RoutingConfigBuilder sketch) {
        RoutingConfig routing = sketch.build();
        engine.handleRouting(routing, now);
        return this;
    }

    // ---- what happens

    /** Documents are applied by lopez, and lift these denials. */
    NotificationScenario appliesPlan(String... lifted) {
        engine.handlePlanRevision(
                new PlanRevision(
                        RoutingConfigBuilder.DISTRICT,
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

    NotificationScenario expects(String name) {
        return publishChange(name, IncidentChange.EXPECTED, List.of());
    }

    NotificationScenario averts(String name) {
        return publish(incidents.remove(name), IncidentChange.AVERTED);
    }

    NotificationScenario opens(String name, String severity, String... silentFeeds) {
        List<Episode> episodes = new ArrayList<>(episodes(name));
        episodes.add(episode(now, severity));
        return publishChange(name, IncidentChange.OPENED, episodes, silentFeeds);
    }

    NotificationScenario escalates(String name, String severity, String... silentFeeds) {
        List<Episode> episodes = new ArrayList<>(episodes(name));
        Episode last = episodes.remove(episodes.size() - 1);
        List<Episode.SeverityChange> steps = new ArrayList<>(last.severityChanges());
        steps.add(new Episode.SeverityChange(now, severity));
        episodes.add(new Episode(last.startedAt(), last.openedAt(), Optional.empty(), Optional.empty(), steps));
        return publishChange(name, IncidentChange.ESCALATED, episodes, silentFeeds);
    }

    NotificationScenario closes(String name) {
        return publishChange(name, IncidentChange.CLOSED, closed(episodes(name)));
    }

    /** A correction: it was open from one time to another, or still is (no end). */
    NotificationScenario corrects(String name, String severity, String from, String... to) {
        Episode open = episode(instant(from), severity);
        return publishChange(
                name, IncidentChange.CORRECTED, to.length == 0 ? List.of(open) : List.of(close(open, instant(to[0]))));
    }

    /** It opened and was over by the time it became known. */
    NotificationScenario opensAndCloses(String name, String severity, String from, String to) {
        List<Episode> episodes = List.of(close(episode(instant(from), severity), instant(to)));
        publishChange(name, IncidentChange.OPENED, episodes);
        return publish(incidents.get(name), IncidentChange.CLOSED);
    }

    /** Other reasons than before: codes, and {@code feed-silent hr} for a feed. */
    NotificationScenario changesReasons(String name, String... codes) {
        Incident before = incidents.get(name);
        List<Reason> reasons = Stream.of(codes)
                .map(code -> code.split(" "))
                .map(code -> new Reason(code[0], code.length == 1 ? List.of() : List.of(code[1], now.toString())))
                .toList();
        incidents.put(name, Incident.of(before.id(), before.kind(), before.labels(), before.episodes(), reasons));
        return publish(incidents.get(name), IncidentChange.REASONS);
    }

    NotificationScenario withdraws(String name) {
        return publish(incidents.remove(name), IncidentChange.WITHDRAWN);
    }

    NotificationScenario conduct(String campus, String id, String what, boolean emergency) {
        return conduct("cameras", campus, id, what, emergency, now);
    }

    NotificationScenario conduct(String feed, String campus, String id, String what, boolean emergency, Instant time) {
        EventOrigin origin = new EventOrigin(RoutingConfigBuilder.DISTRICT, feed, id, time);
        ConductEvent seen = new ConductEvent(origin, campus, what, emergency, Optional.empty());
        result = engine.handleConduct(
                seen, new RecordArrival(now, seen.toString().getBytes(StandardCharsets.UTF_8), 0));
        return this;
    }

    /** A camera sees an emergency. */
    NotificationScenario emergencyAt(String campus, String id, String camera) {
        EventOrigin origin = new EventOrigin(RoutingConfigBuilder.DISTRICT, "cameras", id, now);
        ConductEvent seen = new ConductEvent(origin, campus, "fight", true, Optional.of(camera));
        result = engine.handleConduct(
                seen, new RecordArrival(now, seen.toString().getBytes(StandardCharsets.UTF_8), 0));
        return this;
    }

    NotificationScenario acknowledges(String name) {
        return command(new Acknowledge(RoutingConfigBuilder.DISTRICT, nextId(), now, DANA, id(name), Optional.empty()));
    }

    NotificationScenario notes(String name, String text) {
        return command(new AddNote(RoutingConfigBuilder.DISTRICT, nextId(), now, DANA, id(name), text));
    }

    NotificationScenario resolves(String name) {
        return command(new Resolve(RoutingConfigBuilder.DISTRICT, nextId(), now, DANA, id(name)));
    }

    NotificationScenario resolvesById(String id) {
        return command(new Resolve(RoutingConfigBuilder.DISTRICT, nextId(), now, DANA, id));
    }

    NotificationScenario declaresEmergency(String name) {
        return command(new DeclareEmergency(RoutingConfigBuilder.DISTRICT, nextId(), now, DANA, id(name)));
    }

    NotificationScenario createsSilence(String id, String label, String value, String from, String until) {
        return command(new CreateSilence(
                RoutingConfigBuilder.DISTRICT,
                id,
                now,
                DANA,
                "works",
                new TreeMap<>(label.isEmpty() ? Map.of() : Map.of(label, Set.of(value))),
                instant(from),
                instant(until)));
    }

    NotificationScenario expiresSilence(String id) {
        return command(new ExpireSilence(RoutingConfigBuilder.DISTRICT, nextId(), now, DANA, id));
    }

    NotificationScenario resends(String recipient, String subject) {
        return command(new ResendNotice(RoutingConfigBuilder.DISTRICT, nextId(), now, DANA, recipient, id(subject)));
    }

    NotificationScenario requestsDisclosure(String agency, String text, String answer) {
        return command(
                new RecordDisclosureRequest(RoutingConfigBuilder.DISTRICT, nextId(), now, DANA, agency, text, answer));
    }

    NotificationScenario canary() {
        Incident sign = new Incident(
                "watchdog/1",
                IncidentKind.WATCHDOG,
                Incident.IncidentStatus.OPEN,
                new TreeMap<>(),
                List.of(),
                List.of());
        engine.handleTransition(
                new IncidentTransition("canary-0", sign, IncidentChange.OPENED, now, now, Optional.empty()), now);
        return this;
    }

    /** Of the notice that was written last. */
    NotificationScenario delivery(String recipient, String subject, DeliveryResult.DeliveryStatus outcome) {
        return delivery(recipient, subject, outcome, 0, 3);
    }

    /** @param back 0 for the notice that was written last, 1 for the one before */
    NotificationScenario delivery(
            String recipient, String subject, DeliveryResult.DeliveryStatus outcome, int back, int attempts) {
        String id = subject.startsWith("~") ? subject : id(subject);
        int revision = output.notices.stream()
                .filter(notice ->
                        notice.recipient().equals(recipient) && notice.subject().equals(id))
                .mapToInt(Notice::revision)
                .reduce(0, (before, last) -> last);
        engine.handleDelivery(new DeliveryResult(
                RoutingConfigBuilder.DISTRICT,
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
    NotificationScenario ticks(String until, Duration apart, String... stuck) {
        for (; !now.isAfter(instant(until)); now = now.plusSeconds(1)) {
            engine.tick(now);
            engine.handleTickReport(new TickReport(0, "host/17", apart, Set.of(stuck)), now);
        }
        return this;
    }

    /** Anyone who keeps the time finds that the clock is ahead of it, and sets it back. */
    NotificationScenario correctsClock(String time) {
        expectNoNotices();
        now = instant(time);
        engine.limitClock(now);
        engine.limitClock(Instant.MAX);
        return this;
    }

    private NotificationScenario command(OperatorCommand command) {
        result = engine.handleCommand(command, now);
        return this;
    }

    private String nextId() {
        return "c-" + ++commands;
    }

    // ---- what was published

    /** Notices since the last word, in any order: {@code board opened coverage A}, {@code chat closed group 2 of 3}. */
    NotificationScenario expectNotices(String... told) {
        List<String> news = output.notices.subList(notices, output.notices.size()).stream()
                .map(NotificationScenario::describe)
                .toList();
        assertThat(news).as("notified at %s", now).containsExactlyInAnyOrder(told);
        notices = output.notices.size();
        return this;
    }

    NotificationScenario expectNoNotices() {
        return expectNotices();
    }

    /** Records since the last such call with an outcome other than NOTIFIED: {@code chat suppressed coverage A (quiet hours)}. */
    NotificationScenario expectRecords(String... lines) {
        List<String> news = output.records.subList(entries, output.records.size()).stream()
                .filter(entry -> entry.outcome() != DisclosureRecord.DisclosureOutcome.NOTIFIED)
                .map(entry -> Stream.of(
                                entry.recipient(),
                                entry.outcome().wireName(),
                                shortName(entry.subject()),
                                "(" + entry.rule() + ")")
                        .filter(word -> !word.isEmpty())
                        .reduce((a, b) -> a + " " + b)
                        .orElseThrow())
                .toList();
        assertThat(news).as("noted at %s", now).containsExactlyInAnyOrder(lines);
        entries = output.records.size();
        return this;
    }

    NotificationScenario expectRejected(String reason) {
        return expectRejected(reason, "");
    }

    NotificationScenario expectRejected(String reason, String detail) {
        assertThat(result).isInstanceOfSatisfying(ProcessingResult.Rejection.class, aside -> {
            assertThat(aside.reason()).isEqualTo(reason);
            assertThat(aside.detail()).contains(detail);
        });
        return this;
    }

    NotificationScenario expectAccepted() {
        assertThat(result).isEqualTo(ProcessingResult.ACCEPTED);
        return this;
    }

    NotificationScenario expectRemoved(String... keys) {
        assertThat(output.removedKeys.stream().map(key -> {
                    String[] parts = key.split("/", 3);
                    return parts[1] + " " + shortName(parts[2]);
                }))
                .containsExactlyInAnyOrder(keys);
        output.removedKeys.clear();
        return this;
    }

    /** Of the last notice. */
    NotificationScenario expectCall(int number) {
        assertThat(lastNotice().callNumber()).as("call of %s", lastNotice()).isEqualTo(number);
        return this;
    }

    /** Of the last notice. */
    NotificationScenario expectReasons(String reasons) {
        assertThat(lastNotice().items().get(0).fields())
                .as("of %s", lastNotice())
                .containsEntry("reasons", reasons);
        return this;
    }

    Notice lastNotice() {
        return output.notices.get(output.notices.size() - 1);
    }

    private static String describe(Notice notice) {
        String subject = notice.subject().startsWith(AlertGroups.SUBJECT_PREFIX)
                ? "group "
                        + notice.items().stream()
                                .filter(item -> item.status().wireName().equals("open"))
                                .count() + " of " + notice.alertCount()
                : shortName(notice.subject());
        return notice.recipient() + " " + notice.stage().wireName() + " " + subject;
    }

    /** {@code coverage/A/sro/…} is {@code coverage A}. */
    private static String shortName(String id) {
        String[] parts = id.split("/");
        return parts.length < 2 || id.startsWith("~") ? id : parts[0] + " " + parts[1];
    }

    private String id(String name) {
        if (incidents.containsKey(name)) {
            return incidents.get(name).id();
        }
        return storedId(name);
    }

    private String storedId(String name) {
        List<String> ids = new ArrayList<>();
        store.scan(NotificationTables.ALERTS, DistrictKey.prefix(RoutingConfigBuilder.DISTRICT), (key, affair) -> {
            if (shortName(affair.alert().id()).equals(name)) {
                ids.add(affair.alert().id());
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
                List.of(new Episode.SeverityChange(opened, severity)));
    }

    static Episode close(Episode open, Instant at) {
        return new Episode(
                open.startedAt(), open.openedAt(), Optional.of(at), Optional.of("covered"), open.severityChanges());
    }

    private List<Episode> closed(List<Episode> episodes) {
        List<Episode> all = new ArrayList<>(episodes);
        all.add(close(all.remove(all.size() - 1), now));
        return all;
    }

    private NotificationScenario publishChange(
            String name, IncidentChange change, List<Episode> episodes, String... silentFeeds) {
        String[] parts = name.split(" ");
        IncidentKind kind = Stream.of(IncidentKind.values())
                .filter(k -> k.wireName().equals(parts[0]))
                .findFirst()
                .orElseThrow();
        boolean feed = kind == IncidentKind.FEED_SILENT;
        Map<String, String> labels = new TreeMap<>(
                feed
                        ? Map.of("feed", parts[1])
                        : Map.of("campus", parts[1], "post", "sro", "date", "2026-09-14", "window", "day"));
        if (parts.length > 2) {
            labels.put("reported", parts[2]);
        }
        String id = incidents.containsKey(name)
                ? incidents.get(name).id()
                : parts[0] + "/" + parts[1] + "/" + (feed ? now.toString() : "sro/2026-09-14/day");
        List<Reason> reasons = Stream.of(silentFeeds)
                .map(source -> Reason.of(ReasonCode.FEED_SILENT, source, now))
                .toList();
        Incident incident = Incident.of(
                id,
                kind,
                labels,
                episodes,
                reasons.isEmpty() ? List.of(Reason.of(ReasonCode.NOBODY_PRESENT)) : reasons);
        incidents.put(name, incident);
        return publish(incident, change);
    }

    private NotificationScenario publish(Incident incident, IncidentChange change) {
        engine.handleTransition(
                new IncidentTransition(RoutingConfigBuilder.DISTRICT, incident, change, now, now, Optional.empty()),
                now);
        return this;
    }
}
