package org.postwatch.app.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessToken;
import org.postwatch.access.EnrolmentCode;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.clients.AccessRepository;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.app.clients.TopicFollower.StartPosition;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.intake.AccessFollower;
import org.postwatch.streams.Topics;

/** Two instances that take one code at the same moment agree on the device. */
class DeskEnrolmentIT {
    private static final int CODES = 5;

    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private ClientSettings clients;
    private final List<AutoCloseable> opened = new ArrayList<>();

    private record Instance(AccessFollower access, DeskEnrolment enrolment) {}

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        Configuration configuration = Configuration.parse(
                "test.yaml",
                "security.feeds: open\ntopics.replication: 1\nkafka.bootstrap.servers: " + broker.bootstrapServers()
                        + "\n",
                name -> null);
        clients = ClientSettings.of(configuration);
        try (Admin admin = clients.openAdmin()) {
            configuration.topics().ensure(admin, Topics.liveSpecs());
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        broker.close();
    }

    @Test
    void one_of_two_devices_wins_a_code() throws Exception {
        Instance first = instance();
        Instance second = instance();
        for (int i = 1; i <= CODES; i++) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            EnrolmentCode code = code(i);
            AccessGrant grant = grantOf(code, i, now);
            AccessRepository.write(clients, grant);

            CompletableFuture<Optional<AccessToken>> a = enrol(first, grant, now);
            CompletableFuture<Optional<AccessToken>> b = enrol(second, grant, now);
            List<AccessToken> tokens = new ArrayList<>();
            a.get(20, TimeUnit.SECONDS).ifPresent(tokens::add);
            b.get(20, TimeUnit.SECONDS).ifPresent(tokens::add);

            assertThat(tokens).as("code %d", i).hasSize(1);
            String token = tokens.get(0).text();
            for (Instance instance : List.of(first, second)) {
                assertThat(instance.access().ofToken(AccessKind.DESK, token, now))
                        .extracting(AccessGrant::enrolment)
                        .containsExactly(Optional.of(grant.id()));
                assertThat(instance.enrolment().findCode(code.text(), now)).isEmpty();
            }
        }
    }

    @Test
    void a_device_whose_enrolment_timed_out_is_removed() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        AccessGrant grant = grantOf(code(1), 1, now);
        AccessRepository.write(clients, grant);
        DeskEnrolment blind = new DeskEnrolment(clients, new AccessFollower());
        opened.add(blind);

        assertThat(blind.enrol(grant, now).toCompletableFuture()).failsWithin(Duration.ofSeconds(20));

        assertThat(writtenTimes()).as("records of the device").isGreaterThanOrEqualTo(1);
        Instant end = Instant.now().plusSeconds(20);
        while (AccessRepository.read(clients).size() > 1 && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(AccessRepository.read(clients)).containsExactly(grant);
    }

    /** How many records the topic has besides that of the code. */
    private long writtenTimes() {
        try (Admin admin = clients.openAdmin()) {
            var partitions = admin.describeTopics(List.of(Topics.ACCESS))
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS)
                    .get(Topics.ACCESS)
                    .partitions();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            partitions.forEach(
                    one -> latest.put(new TopicPartition(Topics.ACCESS, one.partition()), OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get(20, TimeUnit.SECONDS).values().stream()
                            .mapToLong(offset -> offset.offset())
                            .sum()
                    - 1;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static EnrolmentCode code(int number) {
        return EnrolmentCode.of(new byte[] {1, 2, 3, 4, 5, 6, (byte) number});
    }

    private static AccessGrant grantOf(EnrolmentCode code, int number, Instant now) {
        return new AccessGrant(
                "00000000000" + number,
                AccessKind.DESK_CODE,
                "d",
                "a",
                Optional.empty(),
                code.hash(),
                "lopez",
                Optional.empty(),
                now,
                Optional.of(now.plus(EnrolmentCode.VALID_FOR)),
                Optional.empty());
    }

    private static CompletableFuture<Optional<AccessToken>> enrol(Instance instance, AccessGrant code, Instant now) {
        return instance.enrolment().enrol(code, now).toCompletableFuture();
    }

    private Instance instance() {
        AccessFollower access = new AccessFollower();
        opened.add(TopicFollower.start(clients, Topics.ACCESS, StartPosition.BEGINNING, access));
        DeskEnrolment enrolment = new DeskEnrolment(clients, access);
        opened.add(enrolment);
        return new Instance(access, enrolment);
    }
}
