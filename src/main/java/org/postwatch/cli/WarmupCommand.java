package org.postwatch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.config.Configuration;
import picocli.CommandLine.Command;

/**
 * Starts an instance in a temporary directory and stops it. The launcher records the loaded classes with it, which
 * makes later starts about twice as fast.
 */
@Command(name = "warmup", hidden = true, description = "Start an instance in a temporary directory and stop it.")
final class WarmupCommand implements Callable<Integer> {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("postwatch-warmup");
        try (PostwatchServer node = PostwatchServer.startWithObservability(
                Configuration.defaults().relocatedTo(directory, 0),
                RunCommand::coverageTopology,
                RunCommand::notificationTopology)) {
            return node.awaitRunning(START_TIMEOUT) ? 0 : 1;
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
