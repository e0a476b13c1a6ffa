package org.postwatch.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Instances of Postwatch, each a process with state of its own, and a worker beside them. */
final class Instances implements AutoCloseable {
    /** As Standard Webhooks wants it. */
    static final String SECRET = "whsec_Y2hhb3Mtb25lLWNoYW9zLW9uZS1jaGFvcw==";

    static final String SECRET_NAME = "CHAOS_HOOK";
    static final String INSTANCE_KEY = "the key of the instances of chaos";
    private static final String INSTANCE_KEY_NAME = "CHAOS_INSTANCE_KEY";
    private static final int INSTANCE_HEAP_MB = 384;
    private static final int WORKER_HEAP_MB = 192;
    /** Little, so that events that pile up while brokers are away end it. */
    private static final int INTAKE_HEAP_MB = 128;

    private final List<ChildProcess> all = new ArrayList<>();
    private final ChildProcess worker;
    private final ChildProcess intake;
    private final Path directory;
    private final String servers;
    private final int intakePort;
    private final int partitions;

    /** @param intakePort a free port, for events over HTTP */
    Instances(Path directory, int count, String servers, int intakePort, int partitions) throws IOException {
        this.directory = directory;
        this.servers = servers;
        this.intakePort = intakePort;
        this.partitions = partitions;
        for (int i = 1; i <= count; i++) {
            all.add(child("instance-" + i, INSTANCE_HEAP_MB, InstanceMain.class));
        }
        worker = child("worker-1", WORKER_HEAP_MB, WorkerMain.class);
        intake = child("intake-1", INTAKE_HEAP_MB, IntakeMain.class);
    }

    /** The credential of a source, in every district. */
    static String feedSecret(String source) {
        return "the secret of the feed " + source + " in chaos";
    }

    private static String feedSecretName(String source) {
        return "CHAOS_FEED_" + source.toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(SECRET_NAME, SECRET, INSTANCE_KEY_NAME, INSTANCE_KEY));
        IntakeWorlds.SOURCES.forEach(source -> environment.put(feedSecretName(source), feedSecret(source)));
        return environment;
    }

    private ChildProcess child(String name, int heapMb, Class<?> main) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Path file = home.resolve("postwatch.yaml");
        Files.writeString(file, """
                    data:
                      directory: %s
                    kafka:
                      bootstrap:
                        servers: %s
                    topics:
                      partitions: %d
                      replication: 3
                    streams:
                      threads: 1
                      standbys: 1
                    secrets:
                      shared:
                        hook: env:%s
                    %s
                    security:
                      feeds: open
                      instance-key: env:%s
                    front:
                      port: %d
                    outgoing:
                      allow: [127.0.0.1]
                    """.formatted(
                        state(name),
                        servers,
                        partitions,
                        SECRET_NAME,
                        IntakeWorlds.SOURCES.stream()
                                .map(source -> "    %s: env:%s"
                                        .formatted(IntakeWorlds.secretName(source), feedSecretName(source)))
                                .collect(Collectors.joining("\n")),
                        INSTANCE_KEY_NAME,
                        intakePort));
        return new ChildProcess(name, directory, heapMb, main, List.of(file.toString()), environment());
    }

    private Path state(String name) {
        return directory.resolve(name).resolve("data");
    }

    void start() {
        all.forEach(ChildProcess::start);
        worker.start();
        intake.start();
    }

    List<ChildProcess> all() {
        return all;
    }

    /** Delivers, and nothing else. */
    ChildProcess worker() {
        return worker;
    }

    /** Takes events over HTTP, and does nothing else. */
    ChildProcess intake() {
        return intake;
    }

    /** As on a new machine: all its state comes from the changelogs. */
    void wipe(ChildProcess instance) throws IOException {
        Path state = state(instance.name());
        if (Files.exists(state)) {
            try (Stream<Path> files = Files.walk(state)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        all.forEach(ChildProcess::end);
        worker.end();
        intake.end();
    }
}
