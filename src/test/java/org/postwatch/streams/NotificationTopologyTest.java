package org.postwatch.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.postwatch.streams.DriverTopics.deadLetters;
import static org.postwatch.streams.DriverTopics.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.AlertOverview;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.RoutingJson;
import org.postwatch.wire.TopicValue;

/** Bytes through NOTIFICATION, without a broker. */
class NotificationTopologyTest {
    private static final String DISTRICT = """
            district: d
            name: Small
            zone: Etc/UTC
            first-day: 2026-01-01
            agencies:
              - { id: city, class: municipal-police }
            calendar:
              terms: [{ from: 2026-01-01, to: 2099-12-31 }]
              windows:
                - { name: all, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
            officers:
              - { badge: P-1, kind: police, duties: [sro] }
            feeds:
              - { source: hr, agencies: [district], types: [staffing], limit: 60m }
              - { source: staff, types: [conduct], limit: 60m }
              - { source: former, types: [conduct], to: 2026-09-14T13:00 }
            campuses:
              - id: a
                posts:
                  - { id: sro, kinds: [police] }
            """;
    private static final String ROUTING = """
            recipients:
              - { id: board, agency: district, kafka: {}, watchdog: true }
              - { id: desk, agency: city, log: {} }
            policy:
              grants:
                - { name: police-coverage, class: municipal-police, kinds: [coverage], fields: [kind, campus] }
            routes:
              to: [board, desk]
            """;
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");
    private static final String INCIDENT = "coverage/a/sro/2026-09-14/all";

    @TempDir
    private Path directory;

    private final EventWriter writer = new EventWriter();
    private TopologyTestDriver driver;

    @BeforeEach
    void apply() throws IOException {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "routing");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(
                NotificationTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)),
                settings,
                T);
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        RoutingConfig routing =
                DistrictDocuments.read(folder).compiled().orElseThrow().routing();
        send(Topics.PLANS, RoutingJson.key("d"), RoutingJson.encode(routing), T);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void recipients_get_the_fields_of_their_class_and_each_decision_is_recorded() {
        send(Topics.TRANSITIONS, "d/" + INCIDENT, TopicValue.TRANSITION.write(opened(T)), T);

        List<Notice> notices = notices();
        assertThat(notices).extracting(Notice::key).containsExactly("d/board/" + INCIDENT, "d/desk/" + INCIDENT);
        assertThat(notices.get(0).items().get(0).fields()).containsKeys("kind", "campus", "post", "severity");
        assertThat(notices.get(1).items().get(0).fields()).containsOnlyKeys("kind", "campus");
        assertThat(disclosures())
                .extracting(DisclosureRecord::outcome)
                .containsOnly(DisclosureRecord.DisclosureOutcome.NOTIFIED);
        assertThat(deadLetters(driver)).isEmpty();
    }

    @Test
    void operators_see_who_was_notified_and_conduct_is_not_published_for_them() {
        send(Topics.TRANSITIONS, "d/" + INCIDENT, TopicValue.TRANSITION.write(opened(T)), T);
        conduct("former", "a", T.minusMillis(1));

        List<AlertOverview> alerts = read(driver, Topics.ALERTS).stream()
                .map(record -> TopicValue.ALERT.read(record.value()))
                .toList();
        assertThat(alerts).extracting(alert -> alert.alert().id()).containsOnly(INCIDENT);
        AlertOverview last = alerts.get(alerts.size() - 1);
        assertThat(last.recipients().keySet()).containsExactly("board", "desk");
        assertThat(last.recipients().values())
                .extracting(AlertOverview.RecipientOverview::notified)
                .containsOnly(Optional.of(Alert.AlertStatus.OPEN));
        assertThat(last.acknowledgement()).isEmpty();
        // What operators see has not changed: nothing is written.
        send(Topics.TRANSITIONS, "d/" + INCIDENT, TopicValue.TRANSITION.write(opened(T)), T);
        assertThat(read(driver, Topics.ALERTS)).isEmpty();
    }

    @Test
    void conduct_is_accepted_while_its_feed_is_valid() {
        conduct("former", "a", T.minusMillis(1));
        assertThat(notices()).extracting(Notice::recipient).containsExactly("board");

        conduct("former", "a", T);
        assertThat(notices()).isEmpty();
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("source-not-authorised");
    }

    @Test
    void conduct_goes_to_the_school_and_its_topic_accepts_nothing_else() {
        conduct("staff", "a", T);
        assertThat(notices()).extracting(Notice::recipient).containsExactly("board");
        assertThat(disclosures())
                .extracting(DisclosureRecord::recipient, DisclosureRecord::outcome)
                .containsExactlyInAnyOrder(
                        tuple("board", DisclosureRecord.DisclosureOutcome.NOTIFIED),
                        tuple("desk", DisclosureRecord.DisclosureOutcome.DENIED));

        conduct("hr", "a", T);
        conduct("staff", "b", T);
        conduct("staff", "a", T.plusMillis(60_001));
        Heartbeat beat = new Heartbeat(new EventOrigin("d", "staff", "h-1", T), Optional.empty());
        send(Topics.CONDUCT_EVENTS, "d", writer.write(beat), T);
        send(Topics.CONDUCT_EVENTS, "d", "{".getBytes(UTF_8), T);
        send(Topics.CONDUCT_EVENTS, "e", writer.write(beat), T);
        assertThat(deadLetters(driver))
                .extracting(DeadLetterHeaders::reason)
                .containsExactly(
                        "source-not-authorised", "unknown-campus", "future", "wrong-topic", "malformed", "wrong-key");
        assertThat(notices()).isEmpty();
    }

    @Test
    void each_command_is_handled_by_one_stage() {
        send(Topics.TRANSITIONS, "d/" + INCIDENT, TopicValue.TRANSITION.write(opened(T)), T);
        notices();
        Actor dana = Actor.unverified("dana");
        command(new Acknowledge("d", "c-1", T, dana, INCIDENT, Optional.empty()));
        assertThat(notices()).extracting(Notice::stage).containsOnly(Notice.NoticeStage.ACKNOWLEDGED);
        assertThat(disclosures())
                .filteredOn(entry -> entry.outcome() == DisclosureRecord.DisclosureOutcome.OPERATOR_ACTION)
                .extracting(DisclosureRecord::actor)
                .containsExactly(Optional.of(dana));
        assertThat(deadLetters(driver)).isEmpty();

        command(new Acknowledge("d", "c-2", T, dana, "coverage/b", Optional.empty()));
        // COVERAGE's to answer.
        command(new Resolve("d", "c-3", T, dana, "weapon-seen/a/cameras/e-1"));
        // COVERAGE's to reject: it reads the same topic.
        send(Topics.COMMANDS, "d", "{".getBytes(UTF_8), T);
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unknown-incident");
    }

    @Test
    void a_canary_becomes_a_notice_for_recipients_that_route_it() {
        Incident canary = Incident.of(
                "watchdog/canary",
                IncidentKind.WATCHDOG,
                Map.of(),
                List.of(new Episode(
                        T, T, Optional.empty(), Optional.empty(), List.of(new Episode.SeverityChange(T, "none")))),
                List.of());
        IncidentTransition transition = new IncidentTransition(
                "canary-0", canary, IncidentTransition.IncidentChange.OPENED, T, T, Optional.empty());
        send(Topics.TRANSITIONS, "canary-0/watchdog/canary", TopicValue.TRANSITION.write(transition), T);

        assertThat(notices())
                .extracting(Notice::recipient, Notice::stage)
                .containsExactly(tuple("board", Notice.NoticeStage.WATCHDOG));
    }

    @Test
    void a_failed_delivery_is_notified_to_the_other_recipients() {
        send(Topics.TRANSITIONS, "d/" + INCIDENT, TopicValue.TRANSITION.write(opened(T)), T);
        notices();
        DeliveryResult failed = new DeliveryResult(
                "d", "desk", INCIDENT, "0123456789abcdef", 1, DeliveryResult.DeliveryStatus.FAILED, 3, T, "410 Gone");
        send(Topics.DELIVERIES, failed.key(), TopicValue.DELIVERY.write(failed), T);

        assertThat(notices()).extracting(Notice::key).containsExactly("d/board/delivery-failed/desk");
        send(Topics.DELIVERIES, failed.key(), null, T);
        send(Topics.DELIVERIES, failed.key(), "{}".getBytes(UTF_8), T);
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("malformed");
    }

    @Test
    void an_answer_that_will_hardly_change_is_notified_after_five_minutes_and_over_when_the_notice_is_delivered() {
        send(Topics.TRANSITIONS, "d/" + INCIDENT, TopicValue.TRANSITION.write(opened(T)), T);
        notices();
        attempt(T.plusSeconds(299), true);
        attempt(T.plusSeconds(900), false);
        assertThat(notices()).isEmpty();
        attempt(T.plusSeconds(300), true);
        assertThat(notices()).extracting(Notice::key).containsExactly("d/board/delivery-failed/desk");
        attempt(T.plusSeconds(400), true);
        assertThat(notices()).isEmpty();

        DeliveryResult delivered = new DeliveryResult(
                "d", "desk", INCIDENT, "0123456789abcdef", 1, DeliveryResult.DeliveryStatus.DELIVERED, 9, T, "200");
        send(Topics.DELIVERIES, delivered.key(), TopicValue.DELIVERY.write(delivered), T);
        assertThat(notices())
                .extracting(Notice::key, Notice::stage)
                .containsExactly(tuple("d/board/delivery-failed/desk", Notice.NoticeStage.CLOSED));
    }

    private void attempt(Instant at, boolean likelyPermanent) {
        PendingDelivery pending =
                new PendingDelivery("d", "desk", INCIDENT, 1, 3, T, at, likelyPermanent, "401 Unauthorized");
        send(Topics.PENDING_DELIVERIES, pending.key(), TopicValue.PENDING_DELIVERY.write(pending), T);
    }

    @Test
    void invalid_routing_and_transitions_are_rejected_and_other_plans_ignored() {
        send(Topics.PLANS, "d", "{".getBytes(UTF_8), T);
        send(Topics.PLANS, "d/a", null, T);
        send(Topics.PLANS, "d/~intake", "{".getBytes(UTF_8), T);
        send(Topics.PLANS, "d/~intake", null, T);
        assertThat(deadLetters(driver)).isEmpty();
        send(Topics.PLANS, "d/~apply/2026", "{".getBytes(UTF_8), T);
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("malformed");
        send(Topics.PLANS, "d/~routing", "{".getBytes(UTF_8), T);
        send(Topics.PLANS, "d/~routing", null, T);
        send(Topics.TRANSITIONS, "d/x", "{}".getBytes(UTF_8), T);
        send(Topics.TRANSITIONS, "d/x", null, T);
        assertThat(deadLetters(driver))
                .extracting(DeadLetterHeaders::reason)
                .containsExactly("malformed", "malformed", "malformed", "malformed");
    }

    private static IncidentTransition opened(Instant at) {
        Incident incident = Incident.of(
                INCIDENT,
                IncidentKind.COVERAGE,
                Map.of("campus", "a", "post", "sro", "date", "2026-09-14", "window", "all"),
                List.of(new Episode(
                        at,
                        at,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new Episode.SeverityChange(at, "warning")))),
                List.of(Reason.of(ReasonCode.NOBODY_PRESENT)));
        return new IncidentTransition(
                "d", incident, IncidentTransition.IncidentChange.OPENED, at, at, Optional.empty());
    }

    private void conduct(String source, String campus, Instant time) {
        EventOrigin origin = new EventOrigin("d", source, "e-" + time + campus, time);
        ConductEvent seen = new ConductEvent(origin, campus, "fight", false, Optional.empty());
        send(Topics.CONDUCT_EVENTS, "d", writer.write(seen), T);
    }

    private void command(OperatorCommand command) {
        send(Topics.COMMANDS, "d", CommandJson.write(command), T);
    }

    private void send(String topic, String key, byte[] value, Instant stamp) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(UTF_8), value, stamp);
    }

    private List<Notice> notices() {
        return read(driver, Topics.NOTICES).stream()
                .map(record -> NoticeJson.read(record.value()))
                .toList();
    }

    private List<DisclosureRecord> disclosures() {
        return read(driver, Topics.DISCLOSURES).stream()
                .map(record -> TopicValue.DISCLOSURE.read(record.value()))
                .toList();
    }
}
