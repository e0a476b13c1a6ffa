package org.postwatch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.Node;
import picocli.CommandLine.Command;

/**
 * Starts an instance aside, from nothing, and stops it. The launcher has the JVM note which classes that takes, which makes every
 * later start about twice as quick.
 */
@Command(name = "rehearse", hidden = true, description = "Start an instance in a temporary directory and stop it.")
final class RehearseCommand implements Callable<Integer> {
    private static final Duration START_MAX = Duration.ofMinutes(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("postwatch-rehearsal");
        try (Node node = Node.startInSight(
                Configuration.embedded().at(directory, 0), RunCommand::coverage, RunCommand::routing)) {
            return node.awaitRunning(START_MAX) ? 0 : 1;
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
