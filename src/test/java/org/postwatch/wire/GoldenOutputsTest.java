package org.postwatch.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.coverage.Reason;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.AlertOverview;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.PlanRevision;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;
import org.postwatch.plan.SeverityLadder;

/**
 * Every record that Postwatch writes, with each optional field present and absent, byte for byte. Samples of whole
 * districts and routings are in {@code src/test/resources/plans}.
 */
class GoldenOutputsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/outputs.txt");
    private static final Instant AT = Instant.parse("2026-09-14T16:42:00Z");
    private static final Instant LATER = Instant.parse("2026-09-14T16:52:00.001Z");
    private static final ZoneId ZONE = ZoneId.of("America/Denver");
    private static final LocalDateTimeRange ALWAYS = new LocalDateTimeRange(Optional.empty(), Optional.empty());
    private static final SeverityLadder TRIGGERED = new SeverityLadder(List.of(
            new SeverityLadder.SeverityStep("low", Optional.of(Duration.ZERO), Set.of()),
            new SeverityLadder.SeverityStep(
                    "high", Optional.empty(), Set.of(EventType.WEAPON_SEEN, EventType.DOOR_FORCED))));
    private static final DistrictSettings SETTINGS = new DistrictSettings(
            Duration.ZERO,
            Duration.ZERO,
            TRIGGERED,
            Duration.ZERO,
            TRIGGERED,
            Duration.ZERO,
            TRIGGERED,
            Duration.ZERO,
            "low",
            "high",
            0,
            TRIGGERED,
            0);
    private static final String TEXT = "Cañon \"A\"\\\n\u2028/<b>";
    private static final List<Reason> REASONS =
            List.of(new Reason("nobody", List.of()), new Reason("away", List.of("D-1", AT.toString())));

    private final List<String> lines = new ArrayList<>();

    @Test
    void every_record_is_written_as_in_the_golden_file() throws IOException {
        coverage();
        incidents();
        alerts();
        notices();
        decisions();
        revisions();
        plans();
        String written = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("golden.renew")) {
            Files.writeString(GOLDEN, written);
        }
        assertThat(written)
                .as(
                        "records on topics differ from %s. If that is meant, say so in the CHANGELOG, then renew the file:"
                                + " mvn test -Dtest=GoldenOutputsTest -Dgolden.renew=true",
                        GOLDEN)
                .isEqualTo(Files.readString(GOLDEN));
    }

    private void coverage() {
        add("coverage", TopicValue.COVERAGE.write(new CampusCoverage("d", "a", CoverageState.NOT_REQUIRED, List.of())));
        add(
                "coverage",
                TopicValue.COVERAGE.write(new CampusCoverage(
                        TEXT,
                        "a",
                        CoverageState.UNCOVERED,
                        List.of(
                                new PostCoverage("p", CoverageState.COVERED, Optional.of(AT), List.of("D-1"), REASONS),
                                new PostCoverage(
                                        "q", CoverageState.UNKNOWN, Optional.empty(), List.of(), List.of())))));
        add("intervals", TopicValue.INTERVALS.write(day(false, List.of())));
        add(
                "intervals",
                TopicValue.INTERVALS.write(day(
                        true,
                        List.of(
                                new CoverageInterval(
                                        AT,
                                        Optional.of(LATER),
                                        CoverageState.ALTERNATIVE,
                                        List.of("D-1", "D-2"),
                                        REASONS),
                                new CoverageInterval(
                                        LATER, Optional.empty(), CoverageState.UNCOVERED, List.of(), List.of())))));
    }

    private static PostDayIntervals day(boolean sealed, List<CoverageInterval> intervals) {
        return new PostDayIntervals("d", "a", "sro", LocalDate.of(2026, 9, 14), 3, sealed, intervals);
    }

    private void incidents() {
        Incident expected = incident(List.of(), List.of());
        Incident twice = incident(
                List.of(
                        new Episode(
                                AT,
                                AT,
                                Optional.of(LATER),
                                Optional.of("covered"),
                                List.of(new Episode.SeverityChange(AT, "warning"))),
                        new Episode(
                                AT,
                                LATER,
                                Optional.empty(),
                                Optional.empty(),
                                List.of(
                                        new Episode.SeverityChange(AT, "warning"),
                                        new Episode.SeverityChange(LATER, "critical")))),
                REASONS);
        add("incident", IncidentJson.write("d", expected));
        add("incident", IncidentJson.write("d", twice));
        add(
                "transition",
                TopicValue.TRANSITION.write(new IncidentTransition(
                        "d", expected, IncidentTransition.IncidentChange.EXPECTED, AT, LATER, Optional.empty())));
        add(
                "transition",
                TopicValue.TRANSITION.write(new IncidentTransition(
                        "d", twice, IncidentTransition.IncidentChange.CLOSED, AT, LATER, Optional.of(TEXT))));
    }

    private static Incident incident(List<Episode> episodes, List<Reason> reasons) {
        return Incident.of(
                "coverage/a", IncidentKind.COVERAGE, Map.of("post", "sro", "campus", TEXT), episodes, reasons);
    }

    private void notices() {
        Notice plain = notice(Notice.NoticeStage.WATCHDOG, List.of());
        Notice update = notice(
                        Notice.NoticeStage.UPDATED,
                        List.of(
                                item(Alert.AlertStatus.OPEN, Map.of("severity", "high", "campus", TEXT)),
                                item(Alert.AlertStatus.CLOSED, Map.of())))
                .withEarlierRevisions(List.of(new Notice.EarlierRevision(1, AT), new Notice.EarlierRevision(2, LATER)))
                .withCallNumber(2)
                .withUrgent(true)
                .withLastNotification(new Notice.LastNotification(2, Notice.NoticeStage.OPENED, LATER));
        add("notice", NoticeJson.write(plain));
        add("notice", NoticeJson.write(update));
        assertThat(NoticeJson.read(NoticeJson.write(plain))).isEqualTo(plain);
        assertThat(NoticeJson.read(NoticeJson.write(update))).isEqualTo(update);
        add(
                "delivery",
                TopicValue.DELIVERY.write(new DeliveryResult(
                        "d", "r", "s", "ref", 2, DeliveryResult.DeliveryStatus.DELIVERED, 0, LATER, "")));
        add(
                "pending",
                TopicValue.PENDING_DELIVERY.write(new PendingDelivery("d", "r", "s", 2, 1, AT, LATER, true, TEXT)));
    }

    private void alerts() {
        Alert alert = new Alert(
                "d",
                "coverage/a",
                "coverage",
                Alert.AlertStatus.OPEN,
                Optional.of("high"),
                new TreeMap<>(Map.of("campus", TEXT)),
                new TreeMap<>(Map.of("badge", "D-1")),
                Optional.of(AT),
                Set.of("hr"),
                false);
        add(
                "alert",
                TopicValue.ALERT.write(new AlertOverview(
                        alert, AT, LATER, Optional.empty(), List.of(), new TreeMap<>(), Optional.of(LATER))));
        add(
                "alert",
                TopicValue.ALERT.write(new AlertOverview(
                        alert,
                        AT,
                        LATER,
                        Optional.of(new AlertOverview.AcknowledgementOverview("lopez", AT, Optional.of(LATER))),
                        List.of(new AlertOverview.NoteOverview(AT, "lopez", TEXT)),
                        new TreeMap<>(Map.of(
                                "board",
                                new AlertOverview.RecipientOverview(
                                        "routes[0]",
                                        true,
                                        Optional.of(Alert.AlertStatus.OPEN),
                                        Optional.of(AT),
                                        Optional.empty()),
                                "desk",
                                new AlertOverview.RecipientOverview(
                                        "routes[1]",
                                        false,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(new AlertOverview.WithholdingOverview(
                                                DisclosureRecord.DisclosureOutcome.SUPPRESSED,
                                                "silence(s)",
                                                TEXT,
                                                Optional.of(LATER)))))),
                        Optional.empty())));
    }

    private static Notice notice(Notice.NoticeStage stage, List<Notice.NoticeItem> items) {
        return new Notice(
                "d", "r", "coverage/a", "ref", 3, stage, Alert.AlertStatus.OPEN, LATER, items, 7, "routes[0]");
    }

    private static Notice.NoticeItem item(Alert.AlertStatus status, Map<String, String> fields) {
        return new Notice.NoticeItem("ref", status, new TreeMap<>(fields), ZoneId.of("America/Denver"));
    }

    private void decisions() {
        add("entry", TopicValue.DISCLOSURE.write(decision(List.of(), Optional.empty())));
        add(
                "entry",
                TopicValue.DISCLOSURE.write(
                        decision(List.of("severity", "campus"), Optional.of(Actor.unverified(TEXT)))));
        add(
                "entry",
                TopicValue.DISCLOSURE.write(decision(List.of(), Optional.of(new Actor("o", Optional.of("CN=desk"))))));
        add("secret", DistrictSecretJson.write("d", new DistrictSecret("0a".repeat(32))));
        add(
                "superseded",
                SupersededEventJson.write(new EventOrigin("d", "hr", "e-1", AT), EventType.CHECKED_IN, LATER));
    }

    private static DisclosureRecord decision(List<String> fields, Optional<Actor> actor) {
        return new DisclosureRecord(
                "d",
                AT,
                DisclosureRecord.DisclosureOutcome.NOTIFIED,
                "r",
                "school",
                "s",
                "coverage",
                fields,
                "",
                "rule",
                TEXT,
                actor);
    }

    private void revisions() {
        PlanRevision full = new PlanRevision(
                "d",
                AT,
                "lopez",
                TEXT,
                Optional.of(LocalDate.of(2026, 10, 1)),
                true,
                List.of("one", "two"),
                List.of("class:x"),
                List.of("domain:y"));
        add("revision", PlanRevisionJson.encode(full));
        assertThat(PlanRevisionJson.decode(PlanRevisionJson.encode(full))).isEqualTo(full);
        add(
                "revision",
                PlanRevisionJson.encode(new PlanRevision("d", AT, "lopez", "", Optional.empty(), false, List.of())));
    }

    /** What the samples of complete plans do not show: empty ones, and what only few plans have. */
    private void plans() {
        add(
                "district",
                PlanJson.encode(new District(
                        "d",
                        "D",
                        ZONE,
                        LocalDate.of(2026, 8, 1),
                        List.of(),
                        SETTINGS,
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        Instant.MIN)));
        LocalDateTime noon = LocalDateTime.of(2026, 9, 1, 12, 0, 30);
        Agreement bare = new Agreement(
                "m",
                "pd",
                Set.of(),
                ALWAYS,
                List.of(ALWAYS),
                List.of(),
                List.of(new Agreement.ApprovalDecision("b", "x", noon)),
                List.of(),
                Optional.empty());
        Agreement priced = new Agreement(
                "n",
                "pd",
                Set.of("b", "a"),
                ALWAYS,
                List.of(),
                List.of("z", "y"),
                List.of(),
                List.of(),
                Optional.of(
                        new Agreement.Cost("USD", Optional.empty(), Optional.of(9_000_000_000L), Optional.empty())));
        add(
                "district",
                PlanJson.encode(new District(
                        "d",
                        "D",
                        ZONE,
                        LocalDate.of(2026, 8, 1),
                        List.of("low", "high"),
                        SETTINGS,
                        Map.of(),
                        Map.of(),
                        List.of(bare, priced),
                        List.of(),
                        Map.of(),
                        List.of(new DatedName("n", ALWAYS)),
                        AT)));
        Schedule never = new Schedule(List.of(), Set.of(), List.of(), List.of(), List.of());
        Schedule some = new Schedule(
                List.of(),
                Set.of(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 1, 1)),
                List.of(new Schedule.WeeklyWindow(
                        "w",
                        Set.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY),
                        LocalTime.of(7, 0, 5),
                        LocalTime.MIDNIGHT,
                        Set.of("q", "p"))),
                List.of(),
                List.of());
        add(
                "campus",
                PlanJson.encode(new CampusPlan(
                        "a",
                        new TreeMap<>(Map.of(
                                LocalDate.of(2026, 8, 1),
                                        new Campus(
                                                "a",
                                                "A",
                                                ZONE,
                                                List.of(),
                                                List.of(new Entrance("e", List.of())),
                                                never),
                                LocalDate.of(2026, 9, 1),
                                        new Campus(
                                                "a",
                                                "A",
                                                ZONE,
                                                List.of(new Post(
                                                        "p",
                                                        2,
                                                        Set.of(),
                                                        Set.of("s", "r"),
                                                        Set.of(),
                                                        Set.of(),
                                                        Duration.ZERO,
                                                        TRIGGERED)),
                                                List.of(),
                                                some))))));
        RoutingConfig empty = new RoutingConfig(
                "d",
                "D",
                ZONE,
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                Route.notifyingAll(List.of()),
                new DisclosurePolicy(List.of(), Set.of(), Set.of()),
                RoutingConfig.NotificationSettings.DEFAULT);
        add("routing", RoutingJson.encode(empty));
        Route grouped = new Route(
                "routes",
                new TreeMap<>(Map.of("kind", Set.of("b", "a"), "campus", Set.of())),
                List.of(),
                Optional.of(new Route.Grouping(List.of(), Duration.ZERO, Duration.ofDays(2))),
                Optional.empty(),
                List.of(new Route.EscalationStep(Duration.ofSeconds(90), List.of())),
                Optional.empty(),
                false,
                List.of());
        add(
                "routing",
                RoutingJson.encode(new RoutingConfig(
                        "d",
                        "D",
                        ZONE,
                        List.of("low"),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of("hr", new RoutingConfig.ConductFeed(Set.of(), ALWAYS))),
                        new TreeMap<>(Map.of("pd", "police")),
                        new TreeMap<>(),
                        grouped,
                        new DisclosurePolicy(
                                List.of(new DisclosurePolicy.DisclosureRule("r", "police", Set.of("all"), Set.of())),
                                Set.of("y", "x"),
                                Set.of("z")),
                        new RoutingConfig.NotificationSettings(
                                Optional.of(Duration.ofHours(1)), LocalTime.of(16, 0), Duration.ZERO))));
    }

    private void add(String name, byte[] bytes) {
        lines.add(name + " " + new String(bytes, UTF_8));
    }
}
