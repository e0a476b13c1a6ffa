package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.config.AuthenticationConfigReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.http.PemPair;
import org.postwatch.plan.DistrictChange;
import org.postwatch.plan.EffectiveDate;
import org.postwatch.plan.PlanRevision;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;

/**
 * A running instance with the district {@code elm}, whose feeds {@code hr} and {@code cameras} have keys, and a
 * client of its front server. All feeds must sign.
 */
public final class IntakeInstance implements AutoCloseable {
    public static final String HR_SECRET = "the secret of hr, long enough";
    public static final String CAMERAS_SECRET = "the secret of the cameras, long enough";
    public static final String CAMERAS = "cameras";

    private static final Duration MAX_START_TIME = Duration.ofSeconds(60);
    private static final String DISTRICT = """
            district: elm
            name: Elm
            zone: Etc/UTC
            first-day: 2024-01-01
            settings: { grace: 0m }
            calendar:
              terms: [{ from: 2024-01-01, to: 2099-12-31 }]
              windows:
                - { name: all, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
            officers:
              - { badge: P-1, kind: police, duties: [sro] }
            feeds:
              - { source: hr, agencies: [district], types: [staffing], limit: 60m, key: secret:hr }
              - { source: cameras, types: [weapon], limit: 60m, key: secret:cameras }
            campuses:
              - id: north
                posts:
                  - { id: sro, kinds: [police] }
            """;

    /** It doubles, for eight tries at most: the server slows down a client that fails ten times. */
    private static final long FIRST_FEED_WAIT_MS = 200;

    private static final long MAX_FEED_WAIT_MS = 30_000;

    private final PostwatchServer server;
    private final ClientSettings clients;
    private final HttpClient http;
    private final String origin;

    private IntakeInstance(Configuration configuration, Optional<PemPair> tls) throws Exception {
        server = PostwatchServer.startWithObservability(
                configuration,
                listener -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())
                        .withAuthentication(AuthenticationConfigReader.read(configuration))
                        .withListener(listener)),
                listener -> NotificationTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())
                        .withAuthentication(AuthenticationConfigReader.read(configuration))
                        .withListener(listener)));
        clients = ClientSettings.of(configuration, server.bootstrapServers());
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        if (tls.isPresent()) {
            client.sslContext(tls.get().clientContext(Optional.empty()));
        }
        http = client.build();
        origin = (tls.isPresent() ? "https" : "http") + "://127.0.0.1:"
                + server.frontPort().orElseThrow();
    }

    /** With the embedded broker and without TLS. */
    public static IntakeInstance start(Path directory) throws Exception {
        return start(directory, "", Optional.empty());
    }

    /** With the embedded broker and TLS, so that the client uses HTTP/2. */
    static IntakeInstance startWithTls(Path directory) throws Exception {
        PemPair pair = PemPair.create(directory, "front", "EC");
        Path certificate = directory.resolve("front.pem");
        Path key = directory.resolve("front-key.pem");
        pair.writeCertificate(certificate);
        pair.writeKey(key);
        return start(
                directory,
                "front.tls.certificate: %s\nfront.tls.key: %s\n".formatted(certificate, key),
                Optional.of(pair));
    }

    /** With another broker. */
    static IntakeInstance startAt(Path directory, String bootstrapServers) throws Exception {
        return start(
                directory,
                "kafka.bootstrap.servers: %s\ntopics.replication: 1\nsecurity.instance-key: file:instance\n"
                        .formatted(bootstrapServers),
                Optional.empty());
    }

    private static IntakeInstance start(Path directory, String settings, Optional<PemPair> tls) throws Exception {
        Path secrets = Files.createDirectories(directory.resolve("secrets").resolve("elm"));
        writeSecret(secrets.resolve("hr"), HR_SECRET);
        writeSecret(secrets.resolve("cameras"), CAMERAS_SECRET);
        writeSecret(secrets.resolveSibling("instance"), "the key of the instances, long enough");
        Configuration configuration = Configuration.parse(
                        "test.yaml",
                        "security.feeds: signed\nroles: [coverage, notification, intake]\nsecrets.directory: "
                                + secrets.getParent() + "\n" + settings,
                        name -> null)
                .relocatedTo(directory.resolve("data"), 0);
        IntakeInstance instance = new IntakeInstance(configuration, tls);
        try {
            assertThat(instance.server.awaitRunning(MAX_START_TIME)).isTrue();
            instance.applyDistrict(directory.resolve("elm"));
        } catch (Exception | AssertionError e) {
            instance.close();
            throw e;
        }
        return instance;
    }

    private static void writeSecret(Path file, String secret) throws Exception {
        Files.writeString(file, secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Returns when COVERAGE watches the campus and intake knows the feeds. */
    private void applyDistrict(Path folder) throws Exception {
        Files.writeString(Files.createDirectory(folder).resolve("district.yaml"), DISTRICT);
        var compiled = DistrictDocuments.read(folder).compiled().orElseThrow();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        DistrictChange change = DistrictChange.of(
                Optional.empty(),
                Map.of(),
                compiled.district(),
                compiled.campuses(),
                new EffectiveDate(now, Optional.empty(), false));
        PlanRevision applied =
                new PlanRevision("elm", now, "m.lopez", "first", Optional.empty(), false, change.lines());
        try (PlanRepository register = PlanRepository.open(clients)) {
            register.write(
                    List.of(new PlanRepository.PlanUpdate(change, Optional.empty(), Optional.empty(), true, applied)));
        }
        awaitCoverage("UNCOVERED");
        awaitFeed();
    }

    /** COVERAGE and intake read plans side by side. Each try with an unknown secret counts as a failure, so few are made. */
    private void awaitFeed() throws Exception {
        long waitMs = FIRST_FEED_WAIT_MS;
        while (getFeed("hr", HR_SECRET).statusCode() != 200) {
            assertThat(waitMs).as("intake knows the feed").isLessThan(MAX_FEED_WAIT_MS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(waitMs));
            waitMs *= 2;
        }
    }

    /** Where the front server listens, as {@code http://127.0.0.1:PORT}. */
    public String origin() {
        return origin;
    }

    String bootstrapServers() {
        return server.bootstrapServers();
    }

    /** The page of the management server at that path. */
    String managementPage(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + server.httpPort().orElseThrow() + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Returns when the state of the campus is as expected. */
    void awaitCoverage(String state) {
        waitUntil(
                "the campus is " + state,
                () -> latest(Topics.COVERAGE).getOrDefault("elm/north", "").contains("\"state\":\"" + state + "\""));
    }

    /** The latest value of each key. */
    Map<String, String> latest(String topic) {
        return CompactedTopicReader.readLatest(clients, topic);
    }

    HttpResponse<String> post(String secret, String contentType, String body, String... moreHeaders) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + "/v1/events"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
        if (moreHeaders.length > 0) {
            request.headers(moreHeaders);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> getFeed(String encodedSource, String secret) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(origin + "/v1/feeds/" + encodedSource))
                        .header("Authorization", "Bearer " + secret)
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(origin + path)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
