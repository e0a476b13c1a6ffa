package org.postwatch.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Instances of Postwatch, each a process with state of its own, and a worker beside them. */
final class Instances implements AutoCloseable {
    /** As Standard Webhooks wants it. */
    static final String SECRET = "whsec_Y2hhb3Mtb25lLWNoYW9zLW9uZS1jaGFvcw==";

    static final String SECRET_NAME = "CHAOS_HOOK";
    private static final int INSTANCE_HEAP_MB = 384;
    private static final int WORKER_HEAP_MB = 192;

    private final List<ChildProcess> all = new ArrayList<>();
    private final ChildProcess worker;
    private final Path directory;
    private final String servers;
    private final int partitions;

    Instances(Path directory, int count, String servers, int partitions) throws IOException {
        this.directory = directory;
        this.servers = servers;
        this.partitions = partitions;
        for (int i = 1; i <= count; i++) {
            all.add(child("instance-" + i, INSTANCE_HEAP_MB, InstanceMain.class));
        }
        worker = child("worker-1", WORKER_HEAP_MB, WorkerMain.class);
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
                    outgoing:
                      allow: [127.0.0.1]
                    """.formatted(state(name), servers, partitions, SECRET_NAME));
        return new ChildProcess(name, directory, heapMb, main, List.of(file.toString()), Map.of(SECRET_NAME, SECRET));
    }

    private Path state(String name) {
        return directory.resolve(name).resolve("data");
    }

    void start() {
        all.forEach(ChildProcess::start);
        worker.start();
    }

    List<ChildProcess> all() {
        return all;
    }

    /** Delivers, and nothing else. */
    ChildProcess worker() {
        return worker;
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
    }
}
