package org.postwatch.app.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.connection.OwnedSources;
import org.postwatch.intake.connection.Ownership;
import org.postwatch.intake.mqtt.MqttConnector;
import org.postwatch.intake.mqtt.MqttContext;
import org.postwatch.intake.poll.PollConnector;
import org.postwatch.intake.poll.PollContext;
import org.postwatch.intake.roster.RosterConnector;
import org.postwatch.intake.roster.RosterContext;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.service.SourceDirectory;
import org.postwatch.intake.source.MessageIntake;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.SecretResolver;

/** The sources of the plans that Postwatch connects to by itself, while this instance owns them: one owner for all of them. */
final class ConnectedSources implements AutoCloseable {
    private static final Duration MAX_STOP_TIME = Duration.ofSeconds(2);

    private static final int THREADS = 4;

    /** A source whose name server does not answer blocks one of them. */
    private static final int CONNECTING_THREADS = 8;

    private final ScheduledExecutorService connecting =
            Executors.newScheduledThreadPool(CONNECTING_THREADS, daemons("intake-connect-"));
    private final ScheduledExecutorService scheduler =
            Executors.newScheduledThreadPool(THREADS, daemons("intake-sources-"));
    private final RosterTopic rosters;
    private final OwnedSources sources;
    private final SourceOwnership ownership;

    /** Known before this instance owns anything. */
    private volatile String clusterId = "";

    private ConnectedSources(
            ClientSettings clients,
            SourceDirectory directory,
            EventSink sink,
            IntakeStatistics statistics,
            SecretResolver secrets,
            OutgoingPolicy outgoing,
            InstantSource clock) {
        MqttContext mqtt = new MqttContext(
                () -> clusterId,
                sink,
                statistics,
                secrets,
                HostResolver.SYSTEM.restrictedBy(outgoing),
                connecting,
                scheduler,
                clock);
        PollContext poll = new PollContext(
                new MessageIntake(sink, statistics, secrets),
                statistics,
                secrets,
                HostResolver.SYSTEM.restrictedBy(outgoing),
                scheduler,
                clock);
        rosters = new RosterTopic(clients);
        RosterContext roster = new RosterContext(
                rosters,
                sink,
                statistics,
                secrets,
                HostResolver.SYSTEM.restrictedBy(outgoing),
                outgoing,
                scheduler,
                clock);
        sources = new OwnedSources(
                List.of(new MqttConnector(mqtt), new PollConnector(poll), new RosterConnector(roster)));
        directory.addListener(sources::update);
        ownership = SourceOwnership.start(clients, this::onOwnership);
    }

    private void onOwnership(Ownership changed, String ofCluster) {
        clusterId = ofCluster;
        sources.setOwnership(changed);
    }

    /**
     * Starts to compete for the sources.
     *
     * @param directory follows the plans
     * @param outgoing which brokers and devices may be called
     * @param clock the time at which messages arrive
     */
    static ConnectedSources start(
            ClientSettings clients,
            SourceDirectory directory,
            EventSink sink,
            IntakeStatistics statistics,
            SecretResolver secrets,
            OutgoingPolicy outgoing,
            InstantSource clock) {
        return new ConnectedSources(clients, directory, sink, statistics, secrets, outgoing, clock);
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The states of the sources that this instance owns, by {@code DISTRICT/NAME}. */
    Map<String, SourceState> states() {
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
        connecting.shutdownNow();
        scheduler.shutdownNow();
        rosters.close();
    }
}
