package org.postwatch.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.postwatch.streams.DriverTopics.deadLetters;
import static org.postwatch.streams.DriverTopics.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.MisplacedHeaders;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.RoutingJson;

/** A feed with a key speaks by its signature alone: who may write to its topic may not speak for it. */
class SignedFeedsTest {
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");
    private static final Map<String, String> SECRETS = Map.of(
            "elm/doors-1", "the first secret of the doors",
            "elm/doors-2", "the second secret of the doors",
            "elm/staff", "the secret of the staff's feed");
    private static final SecretResolver RESOLVER = (district, name) -> {
        String secret = SECRETS.get(district + "/" + name);
        if (secret == null) {
            throw new MissingSecretException("no secret " + district + "/" + name);
        }
        return secret;
    };
    private static final String INSTANCES = "the key of the instances, 32 bytes";
    /** From the 14th of September, 13:30, with the second; to the 20th with the first. */
    private static final String ROTATED =
            "[{ secret: secret:doors-1, to: 2026-09-20 }," + " { secret: secret:doors-2, from: 2026-09-14T13:30 }]";

    @TempDir
    private Path directory;

    private final EventWriter writer = new EventWriter();
    private TopologyTestDriver driver;

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
    }

    @Test
    void an_event_counts_only_with_a_signature_of_its_feeds_secret() {
        coverage(RecordAuthentication.FeedSigningMode.OPEN, "secret:doors-1");
        send(weapon("w-1"), T, sign("doors-1", weapon("w-1")));
        assertThat(deadLetters(driver)).isEmpty();
        assertThat(weapons()).containsExactly("weapon-seen/a/doors/w-1");

        send(weapon("w-2"), T);
        send(weapon("w-3"), T, sign("doors-1", weapon("w-2")));
        send(weapon("w-4"), T, sign("doors-2", weapon("w-4")));
        send(weapon("w-5"), T, sign("doors-1", weapon("w-5")).toUpperCase(java.util.Locale.ROOT));
        send(weapon("w-6"), T, "");
        String elsewhere = signature("doors-1").sign(Topics.ENTRANCE_EVENTS, "elm".getBytes(UTF_8), weapon("w-7"));
        send(weapon("w-7"), T, elsewhere);
        assertThat(deadLetters(driver))
                .hasSize(6)
                .extracting(DeadLetterHeaders::reason)
                .containsOnly("unsigned");
        assertThat(weapons()).isEmpty();
    }

    /** Nothing about it is looked at but who sent it: an urgent one with a wrong time is reported, an unsigned one never. */
    @Test
    void the_signature_is_checked_before_the_time() {
        coverage(RecordAuthentication.FeedSigningMode.OPEN, "secret:doors-1");
        send(weapon("w-1", T.plusSeconds(90)), T);
        send(weapon("w-2", T.minus(Duration.ofDays(3))), T);
        assertThat(deadLetters(driver))
                .hasSize(2)
                .extracting(DeadLetterHeaders::reason)
                .containsOnly("unsigned");
        assertThat(weapons()).isEmpty();
    }

    /** Intake has checked the credential of the feed; the sender has no key to sign records with. */
    @Test
    void an_event_that_intake_signed_with_the_key_of_the_instances_counts() {
        coverage(RecordAuthentication.FeedSigningMode.OPEN, "secret:doors-1");
        RecordSigner intake = new RecordSigner(INSTANCES);
        byte[] event = weapon("w-1");
        send(event, T, intake.sign(Topics.ENTRANCE_EVENTS, "elm".getBytes(UTF_8), event));
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unsigned");
        send(event, T, intake.sign(Topics.CAMERA_EVENTS, "elm".getBytes(UTF_8), event));

        assertThat(deadLetters(driver)).isEmpty();
        assertThat(weapons()).containsExactly("weapon-seen/a/doors/w-1");
    }

    /** Who sends an id first, unsigned, must not keep the feed's own event out. */
    @Test
    void an_unsigned_event_does_not_use_up_its_id() {
        coverage(RecordAuthentication.FeedSigningMode.OPEN, "secret:doors-1");
        byte[] forged = (new String(weapon("w-1"), UTF_8) + " ").getBytes(UTF_8);
        send(forged, T.minusSeconds(1));
        send(weapon("w-1"), T, sign("doors-1", weapon("w-1")));

        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unsigned");
        assertThat(weapons()).containsExactly("weapon-seen/a/doors/w-1");
    }

    @Test
    void a_heartbeat_needs_the_signature_of_its_feed() {
        coverage(RecordAuthentication.FeedSigningMode.OPEN, "secret:doors-1");
        byte[] beat = writer.write(new Heartbeat(new EventOrigin("elm", "doors", "h-1", T), Optional.empty()));
        send(Topics.STAFFING_EVENTS, "elm", beat, T);
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unsigned");
        send(
                Topics.STAFFING_EVENTS,
                "elm",
                beat,
                T,
                signature("doors-1").sign(Topics.STAFFING_EVENTS, "elm".getBytes(UTF_8), beat));
        assertThat(deadLetters(driver)).isEmpty();
    }

    /** By arrival, not by the event's own time, which anyone who holds an old secret may choose. */
    @Test
    void which_secret_counts_is_decided_by_the_arrival() {
        coverage(RecordAuthentication.FeedSigningMode.OPEN, ROTATED);
        send(weapon("w-1"), T, sign("doors-1", weapon("w-1")));
        send(weapon("w-2"), T, sign("doors-2", weapon("w-2")));
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unsigned");

        Instant both = T.plus(Duration.ofHours(1));
        send(weapon("w-3", both), both, sign("doors-1", weapon("w-3", both)));
        send(weapon("w-4", both), both, "v2=of another kind", sign("doors-2", weapon("w-4", both)));
        assertThat(deadLetters(driver)).isEmpty();

        Instant later = Instant.parse("2026-09-21T00:00:00Z");
        Instant before = later.minusMillis(1);
        send(weapon("w-5", before), later, sign("doors-1", weapon("w-5", before)));
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unsigned");
        send(weapon("w-6", before), later, sign("doors-2", weapon("w-6", before)));
        assertThat(deadLetters(driver)).isEmpty();
    }

    /** So that what was taken before a feed began to sign is taken again when state is rebuilt. */
    @ParameterizedTest
    @EnumSource(
            value = RecordAuthentication.FeedSigningMode.class,
            names = {"OPEN", "SIGNED"})
    void before_its_first_secret_begins_a_feed_need_not_sign(RecordAuthentication.FeedSigningMode feeds) {
        coverage(feeds, "[{ secret: secret:doors-1, from: 2026-09-14T13:00 }]");
        send(weapon("w-1", T.minusMillis(1)), T.minusMillis(1));
        assertThat(deadLetters(driver)).isEmpty();
        send(weapon("w-2"), T);
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unsigned");
    }

    @Test
    void a_feed_without_a_key_need_not_sign_unless_all_must() {
        coverage(RecordAuthentication.FeedSigningMode.OPEN, null);
        send(weapon("w-1"), T);
        assertThat(deadLetters(driver)).isEmpty();
        driver.close();

        coverage(RecordAuthentication.FeedSigningMode.SIGNED, null);
        send(weapon("w-1"), T);
        assertThat(deadLetters(driver))
                .extracting(DeadLetterHeaders::reason, DeadLetterHeaders::detail)
                .containsExactly(tuple(
                        "unsigned",
                        "feed 'doors' of district 'elm' has no key, and 'security.feeds' is 'signed'; expected 'key:"
                                + " secret:NAME' of the feed"));
    }

    /** To call an event unsigned for want of the secret would be a lie, and lose it. */
    @Test
    void an_instance_that_lacks_a_secret_stops_and_names_it() {
        assertThatThrownBy(() -> coverage(
                        RecordAuthentication.FeedSigningMode.OPEN, "[{ secret: secret:doors-9, from: 2030-01-01 }]"))
                .hasRootCauseInstanceOf(MissingSecretException.class)
                .rootCause()
                .hasMessage("no secret elm/doors-9");
        driver.close();
        assertThatThrownBy(() -> routing("secret:staff-9")).rootCause().hasMessage("no secret elm/staff-9");
    }

    @Test
    void conduct_needs_a_signature() {
        routing("secret:staff");
        byte[] fight = writer.write(
                new ConductEvent(new EventOrigin("elm", "staff", "s-1", T), "a", "fight", false, Optional.empty()));
        send(Topics.CONDUCT_EVENTS, "elm", fight, T);
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unsigned");
        assertThat(read(driver, Topics.NOTICES)).isEmpty();
        String signed = signature("staff").sign(Topics.CONDUCT_EVENTS, "elm".getBytes(UTF_8), fight);
        send(Topics.CONDUCT_EVENTS, "elm", fight, T, signed);
        assertThat(deadLetters(driver)).isEmpty();
        assertThat(read(driver, Topics.NOTICES)).hasSize(1);
    }

    @Test
    void a_forwarded_record_keeps_its_signature_and_adds_that_of_the_instance() {
        coverage(RecordAuthentication.FeedSigningMode.OPEN, "secret:doors-1");
        RecordHeaders headers = new RecordHeaders();
        headers.add(RecordSigner.HEADER, sign("doors-1", weapon("w-1")).getBytes(UTF_8));
        new MisplacedHeaders(Topics.CAMERA_EVENTS, 3, 7, T).toMap().forEach(headers::add);
        driver.createInputTopic(Topics.MISPLACED, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("elm".getBytes(UTF_8), weapon("w-1"), headers, T));
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unsigned");
        assertThat(weapons()).isEmpty();

        String instances = new RecordSigner(INSTANCES)
                .sign(Topics.CAMERA_EVENTS + "\n3\n7\n" + T, "elm".getBytes(UTF_8), weapon("w-1"));
        headers.add(MisplacedHeaders.SIGNATURE, instances.getBytes(UTF_8));
        driver.createInputTopic(Topics.MISPLACED, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("elm".getBytes(UTF_8), weapon("w-1"), headers, T));
        assertThat(deadLetters(driver)).isEmpty();
        assertThat(weapons()).containsExactly("weapon-seen/a/doors/w-1");
    }

    @Test
    void a_canary_is_signed_with_the_key_of_the_instances() {
        coverage(RecordAuthentication.FeedSigningMode.SIGNED, "secret:doors-1");
        District canaries = CanaryDistricts.of(1).get(0);
        send(Topics.PLANS, PlanJson.key(canaries.id()), PlanJson.encode(canaries), T);
        byte[] canary = writer.write(new CanaryEvent(new EventOrigin(canaries.id(), CanaryDistricts.FEED, "c-1", T)));
        send(Topics.STAFFING_EVENTS, canaries.id(), canary, T);
        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("unsigned");
        send(
                Topics.STAFFING_EVENTS,
                canaries.id(),
                canary,
                T,
                new RecordSigner(INSTANCES)
                        .sign(Topics.STAFFING_EVENTS, canaries.id().getBytes(UTF_8), canary));
        assertThat(deadLetters(driver)).isEmpty();
    }

    @Test
    void a_recording_has_no_signatures() {
        start(CoverageTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)
                .withAuthentication(RecordAuthentication.RECORDED)));
        plan("secret:nobody-has-it");
        send(weapon("w-1"), T);
        assertThat(deadLetters(driver)).isEmpty();
        assertThat(weapons()).containsExactly("weapon-seen/a/doors/w-1");
    }

    private void coverage(RecordAuthentication.FeedSigningMode feeds, String key) {
        start(CoverageTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)
                .withAuthentication(authentication(feeds))));
        plan(key);
    }

    private void plan(String key) {
        CompiledDistrict plans = compiled(key, null);
        send(Topics.PLANS, PlanJson.key("elm"), PlanJson.encode(plans.district()), T.minusSeconds(60));
        plans.campuses().forEach((id, campus) -> {
            CampusPlan plan =
                    new CampusPlan(id, new TreeMap<>(Map.of(plans.district().firstDay(), campus)));
            send(Topics.PLANS, PlanJson.key("elm", id), PlanJson.encode(plan), T.minusSeconds(60));
        });
        read(driver, Topics.INCIDENTS);
    }

    private void routing(String staffKey) {
        start(NotificationTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)
                .withAuthentication(authentication(RecordAuthentication.FeedSigningMode.OPEN))));
        byte[] routing = RoutingJson.encode(compiled(null, staffKey).routing());
        send(Topics.PLANS, RoutingJson.key("elm"), routing, T);
    }

    private static RecordAuthentication authentication(RecordAuthentication.FeedSigningMode feeds) {
        return new RecordAuthentication(feeds, RESOLVER, Optional.of(INSTANCES));
    }

    private void start(Topology topology) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "signed");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        driver = new TopologyTestDriver(topology, settings, T);
    }

    private CompiledDistrict compiled(String doorsKey, String staffKey) {
        try {
            Path folder = Files.createDirectories(directory.resolve("elm"));
            Files.writeString(folder.resolve("district.yaml"), """
                    district: elm
                    zone: Etc/UTC
                    first-day: 2026-09-14
                    calendar:
                      terms: [{ from: 2026-09-14, to: 2027-06-30 }]
                      windows: [{ name: day, days: [sat], from: "08:00", to: "09:00" }]
                    officers: [{ badge: P-1, kind: police, duties: [sro] }]
                    feeds:
                      - { source: hr, agencies: [district], types: [staffing] }
                      - { source: doors, types: [camera, weapon]%s }
                      - { source: staff, types: [conduct]%s }
                    campuses:
                      - { id: a, posts: [{ id: sro, kinds: [police] }] }
                    """.formatted(key(doorsKey), key(staffKey)));
            Files.writeString(folder.resolve("routing.yaml"), """
                    recipients: [{ id: board, agency: district, kafka: {} }]
                    routes: { to: [board] }
                    """);
            var documents = DistrictDocuments.read(folder);
            return documents.compiled().orElseThrow(() -> new AssertionError(documents.diagnostics()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String key(String key) {
        return key == null ? "" : ", key: " + key;
    }

    private byte[] weapon(String id) {
        return weapon(id, T);
    }

    private byte[] weapon(String id, Instant time) {
        Event seen = new DetectionEvent(
                new EventOrigin("elm", "doors", id, time), EventType.WEAPON_SEEN, "a", Optional.empty());
        return writer.write(seen);
    }

    private static RecordSigner signature(String secret) {
        return new RecordSigner(SECRETS.get("elm/" + secret));
    }

    private static String sign(String secret, byte[] event) {
        return signature(secret).sign(Topics.CAMERA_EVENTS, "elm".getBytes(UTF_8), event);
    }

    private void send(byte[] event, Instant stamp, String... signatures) {
        send(Topics.CAMERA_EVENTS, "elm", event, stamp, signatures);
    }

    private void send(String topic, String key, byte[] value, Instant stamp, String... signatures) {
        RecordHeaders headers = new RecordHeaders();
        for (String signature : signatures) {
            headers.add(RecordSigner.HEADER, signature.getBytes(UTF_8));
        }
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.getBytes(UTF_8), value, headers, stamp));
    }

    private List<String> weapons() {
        return read(driver, Topics.INCIDENTS).stream()
                .map(record -> IncidentJson.read(record.value()).incident().id())
                .filter(id -> id.startsWith("weapon-seen"))
                .toList();
    }
}
