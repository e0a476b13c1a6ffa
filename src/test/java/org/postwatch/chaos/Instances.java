package org.postwatch.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Instances of Postwatch, each a process with state of its own. */
final class Instances implements AutoCloseable {
    /** As Standard Webhooks wants it. */
    static final String SECRET = "whsec_Y2hhb3Mtb25lLWNoYW9zLW9uZS1jaGFvcw==";

    static final String SECRET_NAME = "CHAOS_HOOK";
    private static final int HEAP_MB = 384;

    private final List<Child> all = new ArrayList<>();
    private final List<Path> data = new ArrayList<>();

    Instances(Path directory, int count, String servers, int partitions) throws IOException {
        for (int i = 1; i <= count; i++) {
            String name = "instance-" + i;
            Path home = Files.createDirectories(directory.resolve(name));
            Path state = home.resolve("data");
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
                    """.formatted(state, servers, partitions));
            data.add(state);
            all.add(new Child(
                    name,
                    directory,
                    HEAP_MB,
                    InstanceMain.class,
                    List.of(file.toString()),
                    Map.of(SECRET_NAME, SECRET)));
        }
    }

    List<Child> all() {
        return all;
    }

    /** As on a new machine: all its state comes from the changelogs. */
    void wipe(Child instance) throws IOException {
        Path state = data.get(all.indexOf(instance));
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
        all.forEach(Child::end);
    }
}
