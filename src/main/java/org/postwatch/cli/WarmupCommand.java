package org.postwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
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
            Utils.delete(directory.toFile());
        }
    }
}
