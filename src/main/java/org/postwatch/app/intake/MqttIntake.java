package org.postwatch.app.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.intake.mqtt.MqttContext;
import org.postwatch.intake.mqtt.MqttSourceState;
import org.postwatch.intake.mqtt.MqttSources;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.service.SourceDirectory;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.SecretResolver;

/** The MQTT sources of the plans, connected to their brokers while this instance owns them. */
final class MqttIntake implements AutoCloseable {
    private static final String CLIENT_ID_PREFIX = "postwatch";
    private static final Duration MAX_STOP_TIME = Duration.ofSeconds(2);

    /** Resolving a name blocks: one source must not hold up the others. */
    private static final int THREADS = 4;

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(THREADS, daemons());
    private final MqttSources sources;
    private final SourceOwnership ownership;

    private MqttIntake(
            ClientSettings clients,
            SourceDirectory directory,
            EventSink sink,
            IntakeStatistics statistics,
            SecretResolver secrets,
            OutgoingPolicy outgoing) {
        sources = new MqttSources(new MqttContext(
                CLIENT_ID_PREFIX,
                sink,
                statistics,
                secrets,
                HostResolver.SYSTEM.restrictedBy(outgoing),
                scheduler,
                Clock.systemUTC()));
        directory.addListener(sources::update);
        ownership = SourceOwnership.start(clients, sources::setOwned);
    }

    /**
     * Starts to compete for the sources.
     *
     * @param directory follows the plans
     * @param outgoing which brokers may be called
     */
    static MqttIntake start(
            ClientSettings clients,
            SourceDirectory directory,
            EventSink sink,
            IntakeStatistics statistics,
            SecretResolver secrets,
            OutgoingPolicy outgoing) {
        return new MqttIntake(clients, directory, sink, statistics, secrets, outgoing);
    }

    private static java.util.concurrent.ThreadFactory daemons() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "intake-mqtt-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The states of the sources that this instance owns, by {@code DISTRICT/NAME}. */
    Map<String, MqttSourceState> states() {
        return sources.states();
    }

    /** Disconnects first, so that the next owner gets what was not acknowledged; takes 4 s at most. */
    @Override
    public void close() {
        try {
            sources.close().toCompletableFuture().get(MAX_STOP_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The broker notices by itself.
        }
        ownership.close();
        scheduler.shutdownNow();
    }
}
