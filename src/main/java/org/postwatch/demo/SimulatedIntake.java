package org.postwatch.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessToken;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.AccessRepository;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.config.FileProblem;
import org.postwatch.demo.device.SimulatedDevices;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.Transport;
import org.postwatch.streams.Topics;
import org.postwatch.wire.IntakeJson;

/**
 * What a demo needs to play a district through intake: an MQTT broker if one is installed, the front server, the secrets of the
 * sources, a token for each feed, and the devices. Without a broker no source of MQTT is applied, and their events are sent by
 * their feeds.
 */
final class SimulatedIntake implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final int SECRET_BYTES = 24;

    private final Path directory;
    private final Optional<LocalMqttBroker> broker;
    private final SecureRandom random = new SecureRandom();
    private final RenamedEvents renamed = new RenamedEvents();
    private Optional<MqttPublisher> mqtt = Optional.empty();
    private ArrivedEvents arrived;
    private IntakeLineSender sender;

    private SimulatedIntake(Path directory, Optional<LocalMqttBroker> broker) {
        this.directory = directory;
        this.broker = broker;
    }

    /**
     * Starts the broker.
     *
     * @param directory that of the demo, for the configuration of the broker and the secrets
     * @param withMqtt false for no broker, even if one is installed
     */
    static SimulatedIntake start(Path directory, boolean withMqtt) throws InterruptedException {
        Optional<Path> program = withMqtt ? LocalMqttBroker.find() : Optional.empty();
        return new SimulatedIntake(
                directory,
                program.isPresent() ? Optional.of(LocalMqttBroker.start(program.get(), directory)) : Optional.empty());
    }

    /** Where the configuration of the instance says that the secrets are. */
    static Path secrets(Path directory) {
        return directory.resolve("secrets");
    }

    boolean usesMqtt() {
        return broker.isPresent();
    }

    RenamedEvents renamed() {
        return renamed;
    }

    String counts() {
        return sender.counts().text();
    }

    /**
     * Applies the sources of the district, whose plan is there already, and starts the front server.
     *
     * @param producer of plans and commands
     * @throws DemoException if intake is not ready in time
     */
    LineSender connect(
            Scenario scenario,
            int partition,
            PostwatchServer server,
            Configuration configuration,
            ClientSettings clients,
            DemoProducer producer)
            throws InterruptedException {
        IntakeConfig config = here(scenario.intake());
        DayClock clock = new DayClock(scenario.recording().first());
        producer.send(new ProducerRecord<>(
                Topics.PLANS,
                partition,
                clock.millis(),
                IntakeJson.key(config.district()).getBytes(StandardCharsets.UTF_8),
                IntakeJson.encode(config)));
        producer.flush();
        Map<String, String> secrets = writeSecrets(config);
        Map<String, String> tokens = grantTokens(scenario, clients, clock.instant());
        int port = server.startFront(configuration, clock)
                .orElseThrow(() -> new DemoException("the front server is stopped already"));
        awaitReady(server);
        if (broker.isPresent()) {
            mqtt = Optional.of(MqttPublisher.connect(broker.get().port()));
            mqtt.get().awaitAvailable(mqttSources(config));
        }
        arrived = ArrivedEvents.follow(clients);
        sender = new IntakeLineSender(
                clock,
                SimulatedDevices.of(config, secrets::get),
                new FrontServerClient(port, tokens),
                mqtt,
                new TopicLineSender(producer, partition),
                arrived,
                renamed);
        return sender;
    }

    /** The sources as this machine can play them. */
    private IntakeConfig here(IntakeConfig config) {
        List<IntakeSource> sources = config.sources().values().stream()
                .filter(source -> source.transport().kind() != Transport.MQTT || usesMqtt())
                .map(this::here)
                .toList();
        return IntakeConfig.of(config.district(), sources)
                .withPhones(config.phones())
                .withDesks(config.desks().values());
    }

    private IntakeSource here(IntakeSource source) {
        if (!(source.transport() instanceof MqttTransport transport)) {
            return source;
        }
        return new IntakeSource(
                source.district(),
                source.name(),
                source.feed(),
                new MqttTransport(
                        "mqtt://127.0.0.1:" + broker.orElseThrow().port(),
                        transport.user(),
                        transport.passwordSecret(),
                        transport.topics()),
                source.profile(),
                source.map(),
                source.parameters(),
                source.secretNames());
    }

    private static Set<String> mqttSources(IntakeConfig config) {
        return config.sources().values().stream()
                .filter(source -> source.transport().kind() == Transport.MQTT)
                .map(source -> source.district() + "/" + source.name())
                .collect(Collectors.toSet());
    }

    private Map<String, String> writeSecrets(IntakeConfig config) {
        Map<String, String> secrets = new HashMap<>();
        config.sources().values().stream()
                .map(IntakeSource::secretNames)
                .flatMap(Collection::stream)
                .forEach(name -> secrets.put(name, newSecret()));
        try {
            Path folder = Files.createDirectories(secrets(directory).resolve(config.district()));
            for (Map.Entry<String, String> secret : secrets.entrySet()) {
                Path file = Files.createFile(
                        folder.resolve(secret.getKey()),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, secret.getValue());
            }
        } catch (IOException e) {
            throw new DemoException("cannot write the secrets of the sources: " + FileProblem.of(e), e);
        }
        return secrets;
    }

    private String newSecret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
    }

    private Map<String, String> grantTokens(Scenario scenario, ClientSettings clients, Instant now) {
        Map<String, String> tokens = new HashMap<>();
        for (String feed : new TreeSet<>(scenario.day().district().feeds().keySet())) {
            AccessToken token = AccessToken.of(AccessKind.FEED, bytes(AccessToken.RANDOM_BYTES));
            AccessRepository.write(
                    clients,
                    new AccessGrant(
                            HexFormat.of().formatHex(bytes(AccessGrant.ID_BYTES)),
                            AccessKind.FEED,
                            scenario.district(),
                            feed,
                            Optional.empty(),
                            token.hash(),
                            "demo",
                            Optional.empty(),
                            now,
                            Optional.empty(),
                            Optional.empty()));
            tokens.put(feed, token.text());
        }
        return tokens;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void awaitReady(PostwatchServer server) throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!server.isFrontReady()) {
            if (System.nanoTime() > deadline) {
                throw new DemoException(
                        "intake is not ready after " + START_TIMEOUT.toSeconds() + " s; run with -v for" + " its log");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Ends what depends on the server, before it stops. */
    void disconnect() {
        if (arrived != null) {
            arrived.close();
        }
        mqtt.ifPresent(MqttPublisher::close);
    }

    /** Stops the MQTT broker, after the server that is connected to it. */
    @Override
    public void close() {
        broker.ifPresent(LocalMqttBroker::close);
    }
}
