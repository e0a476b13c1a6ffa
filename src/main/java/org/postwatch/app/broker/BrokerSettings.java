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
                // A mistyped name must fail, not become a topic of one partition.
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
                // Lets whoever wants it have a dead instance noticed sooner than after 6 s.
                "group.min.session.timeout.ms", "1000",
                // A transaction that its producer never ends holds up every reader of the partition for so long at
                // most.
                "transaction.max.timeout.ms", Integer.toString(EmbeddedBroker.MAX_TRANSACTION_TIMEOUT_MS),
                // What a killed instance left open ends soon after its timeout, or readers stand still behind it.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                // No fsync twice a second for records that say nothing.
                "metadata.max.idle.interval.ms", "0");
    }

    private static Map<String, String> smallFootprint() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "group.coordinator.threads", "1",
                "log.cleaner.threads", "1",
                // 16 MiB of keys (some 600,000) a pass instead of 128 MiB taken at start.
                "log.cleaner.dedupe.buffer.size", "16777216",
                "log.segment.bytes", "67108864",
                "log.index.size.max.bytes", "2097152",
                "offsets.topic.segment.bytes", "16777216",
                "transaction.state.log.segment.bytes", "16777216");
    }

    /**
     * A segment that is full is cleaned in one go: 64 MiB of state took five seconds of a whole core, from whoever waits for
     * an incident. So it is a quarter of a core in the mean, a third of a second of work and a rest of one or two; some 2 MB
     * of compacted records a second can still be cleaned, and a nation writes less than one at the bell.
     */
    private static Map<String, String> throttledCleaner() {
        return Map.of("log.cleaner.io.max.bytes.per.second", "8000000");
    }

    private static Map<String, String> longRetention() {
        return Map.of(
                // The most that it takes (24.8 days): a transactional id that expires in a break looks like fencing.
                "transactional.id.expiration.ms", Integer.toString(Integer.MAX_VALUE),
                "offsets.retention.minutes", Integer.toString(400 * 24 * 60),
                // A replay may be dated in the future.
                "log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    }

    /**
     * Writes to the disk each second, so that a machine that loses power loses one second at most. The interval of the scheduler
     * is the one that counts: Kafka never runs it by default, whatever {@code log.flush.interval.ms} says, and first after a
     * delay of 30 s. A log without new records is not written.
     */
    private static Map<String, String> periodicFlush() {
        return Map.of(
                "log.flush.scheduler.interval.ms", "1000",
                "log.flush.interval.ms", "1000",
                // Tells the next start what was on the disk: a log that ends before that is corrupt.
                "log.flush.offset.checkpoint.interval.ms", "5000",
                "log.initial.task.delay.ms", "1000");
    }
}
