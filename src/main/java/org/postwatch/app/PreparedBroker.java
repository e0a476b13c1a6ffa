package org.postwatch.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.config.InstanceRole;
import org.postwatch.app.recovery.LostRecords;
import org.postwatch.app.recovery.NoticeRevisions;
import org.postwatch.app.recovery.UncleanShutdownRecovery;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.Topics;
import org.postwatch.streams.UncleanShutdown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker that an instance uses, the embedded one or a cluster. Its topics have the required settings, and after an
 * unclean stop of the embedded broker no log has lost records unnoticed.
 */
final class PreparedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PreparedBroker.class);

    private final Configuration configuration;
    private final Optional<EmbeddedBroker> embedded;
    private final String bootstrapServers;
    private Optional<UncleanShutdown> uncleanStop = Optional.empty();

    private PreparedBroker(Configuration configuration, Optional<EmbeddedBroker> embedded) {
        this.configuration = configuration;
        this.embedded = embedded;
        this.bootstrapServers = embedded.map(EmbeddedBroker::bootstrapServers).orElse(configuration.bootstrapServers());
    }

    /**
     * Starts the embedded broker, if the configuration has no other, and creates missing topics.
     *
     * @param onFailure gets the reason if the embedded broker fails later
     * @throws org.postwatch.app.broker.BrokerException when the embedded broker does not start
     * @throws org.postwatch.app.topics.TopicProvisioningException when the topics do not have the required settings or cannot
     *     be created
     */
    static PreparedBroker start(
            Configuration configuration, PostwatchServer.TimeMode time, Consumer<String> onFailure) {
        Optional<EmbeddedBroker> embedded = configuration.usesEmbeddedBroker()
                ? Optional.of(startEmbedded(configuration, onFailure))
                : Optional.empty();
        PreparedBroker broker = new PreparedBroker(configuration, embedded);
        try {
            broker.prepare(time);
            return broker;
        } catch (RuntimeException | Error e) {
            broker.close();
            throw e;
        }
    }

    private static EmbeddedBroker startEmbedded(Configuration configuration, Consumer<String> onFailure) {
        EmbeddedBroker started = EmbeddedBroker.start(
                directory(configuration),
                configuration.broker().port(),
                configuration.broker().overrides(),
                onFailure);
        LOG.info(
                "the embedded broker listens on {}, data in {}",
                started.bootstrapServers(),
                configuration.dataDirectory());
        return started;
    }

    private void prepare(PostwatchServer.TimeMode time) {
        boolean live = time == PostwatchServer.TimeMode.LIVE;
        Optional<EmbeddedBroker> unclean = embedded.filter(EmbeddedBroker::hadUncleanShutdown);
        LostRecords lost = LostRecords.of(configuration.dataDirectory());
        try (Admin admin = clients().openAdmin()) {
            unclean.ifPresent(broker -> lost.requireNone(
                    broker.flushedOffsets(),
                    UncleanShutdownRecovery.endOffsets(
                            admin, broker.flushedOffsets().keySet())));
            configuration.topics().ensure(admin, live ? Topics.liveSpecs() : Topics.replaySpecs());
            unclean.filter(broker -> live).ifPresent(broker -> recover(broker, admin, lost));
        }
    }

    private void recover(EmbeddedBroker broker, Admin admin, LostRecords lost) {
        String coverage = configuration.streams().applicationId();
        UncleanShutdownRecovery.recover(
                admin,
                List.of(coverage, configuration.notification().applicationId()),
                group -> group.equals(coverage)
                        && lost.isAccepted(coverage + "-" + CoverageTopology.STORE + "-changelog"),
                configuration.dataDirectory().resolve("streams"));
        NoticeRevisions notices = NoticeRevisions.read(clients());
        uncleanStop = Optional.of(new UncleanShutdown(
                notices.latestRevisions(),
                notices.noticesByRevision(),
                InstanceRole.stages(configuration.roles()),
                configuration.topics().partitions(),
                () -> {
                    broker.clearUncleanShutdown();
                    lost.clearAccepted();
                    LOG.info("all state is published again after the unclean stop");
                }));
    }

    /** Where the embedded broker keeps its logs. */
    static Path directory(Configuration configuration) {
        return configuration.dataDirectory().resolve("broker");
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    ClientSettings clients() {
        return ClientSettings.of(configuration, bootstrapServers);
    }

    /** What the applications have to publish again, if the embedded broker was not stopped cleanly. */
    Optional<UncleanShutdown> uncleanStop() {
        return uncleanStop;
    }

    /** Stops the embedded broker. */
    @Override
    public void close() {
        embedded.ifPresent(EmbeddedBroker::close);
    }
}
