package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.checkin.http.CheckInDirectory.OfficerPin;
import org.postwatch.checkin.http.PinRegistry.SaveResult;
import org.postwatch.streams.Topics;
import org.postwatch.wire.TopicValue;

/** D-17, who has a PIN, chooses another one with the code {@value #CODE}. */
class PinGrantsTest {
    private static final Instant NOON = Instant.parse("2026-11-30T18:00:00Z");
    private static final String CODE = "0123456789ab";
    private static final String FORMER_HASH = "$argon2id$" + "a".repeat(40);
    private static final String HASH = "$argon2id$" + "b".repeat(40);
    private static final AccessGrant FORMER = pin("aaaaaaaaaaaa", "aaaaaaaaaaab", FORMER_HASH);
    private static final Duration LONG = Duration.ofSeconds(30);
    /** Long enough for the thread that writes to start on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final MockProducer<byte[], byte[]> brokers = brokers();
    private final AccessFollower access = new AccessFollower();
    private final PhoneAccess phones = new PhoneAccess(new PhonePlans(() -> NOON), access.table(), () -> true);
    private PinGrants grants;

    @BeforeEach
    void theFormerPin() {
        read(FORMER);
    }

    @AfterEach
    void close() {
        grants.close();
    }

    @Test
    void the_former_pin_ends_only_when_the_new_one_is_read() throws Exception {
        CompletionStage<SaveResult> result = choose(LONG);
        AccessGrant chosen = written(1).get(0);
        assertThat(chosen.tokenHash()).isEqualTo(HASH);
        assertThat(chosen.revocation()).isEmpty();
        assertThat(pinInForce()).contains(FORMER_HASH);

        read(chosen);
        assertThat(get(result)).isEqualTo(SaveResult.SAVED);
        assertThat(pinInForce()).as("the newest counts").contains(HASH);
        AccessGrant ended = written(2).get(1);
        assertThat(ended.id()).isEqualTo(FORMER.id());
        assertThat(ended.revocation()).isPresent();
    }

    @Test
    void a_pin_that_is_read_late_is_not_known_and_ends_the_former_one_then() throws Exception {
        CompletionStage<SaveResult> result = choose(SHORT);
        AccessGrant chosen = written(1).get(0);
        assertThat(get(result)).isEqualTo(SaveResult.UNKNOWN);
        assertThat(brokers.history()).as("nothing is revoked").hasSize(1);
        read(chosen);
        assertThat(written(2).get(1).id()).isEqualTo(FORMER.id());
    }

    @Test
    void a_pin_that_the_brokers_do_not_confirm_is_not_known_and_the_former_one_stays() throws Exception {
        CompletionStage<SaveResult> result = choose(LONG);
        written(1);
        assertThat(brokers.errorNext(new TimeoutException("brokers are away"))).isTrue();
        assertThat(get(result)).isEqualTo(SaveResult.UNKNOWN);
        assertThat(brokers.history()).hasSize(1);
        assertThat(pinInForce()).contains(FORMER_HASH);
    }

    @Test
    void a_pin_that_cannot_be_sent_is_not_saved() throws Exception {
        brokers.sendException = new TimeoutException("brokers are away");
        assertThat(get(choose(LONG))).isEqualTo(SaveResult.NOT_SAVED);
        assertThat(pinInForce()).contains(FORMER_HASH);
    }

    @Test
    void a_second_pin_with_one_code_ends_and_not_the_first_one() throws Exception {
        AccessGrant first = pin("bbbbbbbbbbbb", CODE, FORMER_HASH);
        read(first);
        CompletionStage<SaveResult> result = choose(LONG);
        AccessGrant second = written(1).get(0);
        read(second);
        assertThat(get(result)).isEqualTo(SaveResult.UNKNOWN);
        AccessGrant ended = written(2).get(1);
        assertThat(ended.id()).isEqualTo(second.id());
        assertThat(ended.revocation()).isPresent();
        assertThat(pinInForce()).contains(FORMER_HASH);
    }

    private CompletionStage<SaveResult> choose(Duration maxSaveTime) {
        grants = new PinGrants(brokers, access, () -> NOON, maxSaveTime);
        return grants.save("elm", "D-17", CODE, HASH);
    }

    private static SaveResult get(CompletionStage<SaveResult> result) throws Exception {
        return result.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private List<AccessGrant> written(int count) throws Exception {
        waitUntil(count + " records", () -> brokers.history().size() >= count);
        return brokers.history().stream()
                .map(ProducerRecord::value)
                .map(TopicValue.ACCESS_GRANT::read)
                .toList();
    }

    private Optional<String> pinInForce() {
        return phones.pin("elm", "D-17", NOON).map(OfficerPin::hash);
    }

    private void read(AccessGrant grant) {
        access.onRecord(new ConsumerRecord<>(
                Topics.ACCESS,
                0,
                0,
                grant.id().getBytes(StandardCharsets.UTF_8),
                TopicValue.ACCESS_GRANT.write(grant)));
    }

    /** The clock of the instance that wrote it was a second ahead. */
    private static AccessGrant pin(String id, String code, String hash) {
        return new AccessGrant(
                id,
                AccessKind.PIN,
                "elm",
                "D-17",
                Optional.of(code),
                hash,
                "officer D-17",
                Optional.empty(),
                NOON.plusSeconds(1),
                Optional.empty(),
                Optional.empty());
    }

    private static MockProducer<byte[], byte[]> brokers() {
        Node node = Node.noNode();
        Cluster cluster = new Cluster(
                "test",
                List.of(node),
                List.of(new PartitionInfo(Topics.ACCESS, 0, node, new Node[] {node}, new Node[] {node})),
                Set.of(),
                Set.of());
        return new MockProducer<>(cluster, false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
