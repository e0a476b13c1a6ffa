package org.postwatch.app.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Every setting of the server inside, and why it is not Kafka's own default. */
final class BrokerSettings {
    static final int NODE_ID = 1;

    private BrokerSettings() {}

    static Properties of(Path log, int port, int controllerPort, Map<String, String> overrides) {
        Properties settings = new Properties();
        settings.putAll(identity(log, port, controllerPort));
        settings.putAll(singleNode());
        settings.putAll(fastStartup());
        settings.putAll(smallFootprint());
        settings.putAll(throttledCleaner());
        settings.putAll(longRetention());
        settings.putAll(periodicFlush());
        settings.putAll(overrides);
        return settings;
    }

    private static Map<String, String> identity(Path log, int port, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                // Static voters: their port is read at every start and may change, unlike one stored with the quorum.
                "controller.quorum.voters",
                NODE_ID + "@" + LoopbackPorts.HOST + ":" + controllerPort,
                "listeners",
                "CLIENT://" + LoopbackPorts.HOST + ":" + port + ",CONTROLLER://" + LoopbackPorts.HOST + ":"
                        + controllerPort,
                "advertised.listeners",
                "CLIENT://" + LoopbackPorts.HOST + ":" + port,
                "listener.security.protocol.map",
                "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                "inter.broker.listener.name",
                "CLIENT",
                "log.dirs",
                log.toString(),
                // A mistyped topic name must fail, not create a topic.
                "auto.create.topics.enable",
                "false");
    }

    private static Map<String, String> singleNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "min.insync.replicas", "1",
                "auto.leader.rebalance.enable", "false");
    }

    private static Map<String, String> fastStartup() {
        return Map.of(
                // After a kill the next start waits for the old session to end.
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                // A group of one need not wait 3 s for others to join.
                "group.initial.rebalance.delay.ms", "0",
                // Allows session timeouts below 6 s.
                "group.min.session.timeout.ms", "1000",
                // A transaction that its producer never ends holds up every reader of the partition for so long at
                // most.
                "transaction.max.timeout.ms", Integer.toString(EmbeddedBroker.MAX_TRANSACTION_TIMEOUT_MS),
                // Transactions of a killed instance end soon after their timeout; until then readers are blocked.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                // No fsync twice a second for no-op records.
                "metadata.max.idle.interval.ms", "0");
    }

    private static Map<String, String> smallFootprint() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "group.coordinator.threads", "1",
                "log.cleaner.threads", "1",
                // 16 MiB of keys (about 600,000) per pass instead of 128 MiB allocated at start.
                "log.cleaner.dedupe.buffer.size", "16777216",
                "log.segment.bytes", "67108864",
                "log.index.size.max.bytes", "2097152",
                "offsets.topic.segment.bytes", "16777216",
                "transaction.state.log.segment.bytes", "16777216");
    }

    /**
     * A full segment is cleaned in one pass: 64 MiB of state used a core for five seconds, which delayed incidents.
     * The limit is a quarter of a core on average, in steps of a third of a second. About 2 MB of compacted records
     * per second can still be cleaned; a whole country writes less than 1 MB per second at peak load.
     */
    private static Map<String, String> throttledCleaner() {
        return Map.of("log.cleaner.io.max.bytes.per.second", "8000000");
    }

    private static Map<String, String> longRetention() {
        return Map.of(
                // The maximum (24.8 days): an expired transactional id looks like fencing.
                "transactional.id.expiration.ms", Integer.toString(Integer.MAX_VALUE),
                "offsets.retention.minutes", Integer.toString(400 * 24 * 60),
                // A replay may be dated in the future.
                "log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    }

    /**
     * Flushes to disk each second, so that a power loss costs one second at most. The scheduler interval is required:
     * by default Kafka never runs the flush, regardless of {@code log.flush.interval.ms}, and starts it after a delay
     * of 30 s. Logs without new records are not flushed.
     */
    private static Map<String, String> periodicFlush() {
        return Map.of(
                "log.flush.scheduler.interval.ms", "1000",
                "log.flush.interval.ms", "1000",
                // Checkpoint for the next start: a log that ends before it is corrupt.
                "log.flush.offset.checkpoint.interval.ms", "5000",
                "log.initial.task.delay.ms", "1000");
    }
}
