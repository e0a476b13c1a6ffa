package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.Topology;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.config.AuthenticationConfigReader;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.PipelineListener;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.streams.TopologySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Run Postwatch until SIGTERM or Ctrl-C. It stops within 10 s.",
            "",
            "Without a configuration it starts an embedded Kafka broker on 127.0.0.1:9092 and keeps all data in"
                    + " ./data across restarts. With kafka.bootstrap.servers in the configuration it uses that"
                    + " cluster, and several instances share the work.",
            "",
            "Missing topics are created. If existing topics do not have the required settings, the start fails and"
                    + " lists each with the found and the expected setting.",
            ""
        })
final class RunCommand extends AbstractConfiguredCommand {
    private static final String LOG_VARIABLE = "POSTWATCH_LOG";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            description =
                    "The format of the log: text, or json, with one object per line. Default: the environment variable POSTWATCH_LOG, else log.format of the configuration.")
    private LogFormat log;

    @Override
    public Integer call() throws InterruptedException {
        long begun = System.nanoTime();
        Optional<LogFormat> asked = requestedFormat();
        asked.ifPresent(LogFormat::activate);
        Configuration read = readConfiguration();
        asked.orElseGet(() -> LogFormat.parse(read.logFormat(), "log.format")).activate();
        if (!read.usesEmbeddedBroker()) {
            // Errors are reported before anything is started; with the embedded broker the key is created later.
            AuthenticationConfigReader.read(read);
        }
        PostwatchServer node = PostwatchServer.startWithObservability(
                read,
                onlooker -> coverageTopology(AuthenticationConfigReader.read(read), onlooker),
                onlooker -> notificationTopology(AuthenticationConfigReader.read(read), onlooker));
        Thread stop = new Thread(() -> stop(node), "shutdown");
        Runtime.getRuntime().addShutdownHook(stop);
        reportStart(node, read, begun);
        String reason = node.awaitFailure();
        closeServer(node, stop);
        throw new CommandFailedException(reason);
    }

    /** One line when both applications run, and one when the instance is ready. */
    private void reportStart(PostwatchServer node, Configuration configuration, long begun)
            throws InterruptedException {
        String health = node.httpPort().isPresent()
                ? "; health http://" + configuration.management().host() + ":"
                        + node.httpPort().getAsInt() + "/health/ready"
                : "";
        if (node.awaitRunning(START_TIMEOUT)) {
            report(String.format(
                    "running after %.1f s; broker %s%s", secondsSince(begun), node.bootstrapServers(), health));
            if (node.awaitReady(START_TIMEOUT)) {
                report(String.format("ready after %.1f s", secondsSince(begun)));
                return;
            }
        }
        if (node.failure().isEmpty()) {
            report(String.format(
                    "not ready after %.1f s; 'postwatch health --ready' names the checks that fail%s",
                    secondsSince(begun), health));
        }
    }

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** At SIGTERM. The last line gives the reason if it had failed before. */
    private void stop(PostwatchServer node) {
        report("stopping");
        node.close();
        Optional<String> failure = node.failure();
        LogOutputStream.closeStderr();
        report(failure.orElse("stopped"));
    }

    /** Keeps the reason in the last line. */
    private static void closeServer(PostwatchServer node, Thread hook) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // SIGTERM came first: the hook prints the last line, and the process ends when it has.
            new CountDownLatch(1).await();
        }
        node.close();
    }

    /**
     * The format from the option or the environment, activated before the configuration is read, so that its errors
     * are logged in this format.
     */
    private Optional<LogFormat> requestedFormat() {
        return Optional.ofNullable(log)
                .or(() -> Optional.ofNullable(System.getenv(LOG_VARIABLE))
                        .map(name -> LogFormat.parse(name, LOG_VARIABLE)));
    }

    private void report(String what) {
        if (LogFormat.isJson()) {
            err().println(LogFormat.json(RunCommand.class, Level.INFO, what, null));
        } else {
            err().println("postwatch: " + what);
        }
    }

    static Topology coverageTopology(RecordAuthentication trust, PipelineListener onlooker) {
        return CoverageTopology.build(TopologySettings.of(CoverageTopology.StoreType.ROCKSDB, InstantSource.system())
                .withAuthentication(trust)
                .withListener(onlooker));
    }

    static Topology notificationTopology(RecordAuthentication trust, PipelineListener onlooker) {
        return NotificationTopology.build(
                TopologySettings.of(CoverageTopology.StoreType.ROCKSDB, InstantSource.system())
                        .withAuthentication(trust)
                        .withListener(onlooker));
    }

    /** Without any secret. */
    static Topology coverageTopology(PipelineListener onlooker) {
        return coverageTopology(RecordAuthentication.NO_SECRETS, onlooker);
    }

    /** Without any secret. */
    static Topology notificationTopology(PipelineListener onlooker) {
        return notificationTopology(RecordAuthentication.NO_SECRETS, onlooker);
    }
}
