package org.postwatch.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Three brokers that are controllers, too, each a process with its data; three copies of everything, two must be there. */
final class BrokerCluster implements AutoCloseable {
    static final int BROKERS = 3;
    /** Below those that the system gives to anyone who connects: a broker that is down keeps its port. */
    private static final int MIN_PORT = 20_000;

    private static final int MAX_PORT = 32_000;
    private static final int HEAP_MB = 256;

    private final List<Integer> ports = new ArrayList<>();
    private final List<Integer> controllerPorts = new ArrayList<>();
    private final List<ChildProcess> brokers = new ArrayList<>();

    BrokerCluster(Path directory, Random dice) throws Exception {
        while (controllerPorts.size() < BROKERS) {
            int port = freePort(dice);
            (ports.size() < BROKERS ? ports : controllerPorts).add(port);
        }
        String clusterId = Uuid.randomUuid().toString();
        for (int i = 0; i < BROKERS; i++) {
            Path home = Files.createDirectories(directory.resolve("broker-" + (i + 1)));
            Path data = home.resolve("data");
            format(i + 1, clusterId, data);
            Path file = home.resolve("server.properties");
            try (OutputStream out = Files.newOutputStream(file)) {
                properties(i, data).store(out, null);
            }
            brokers.add(new ChildProcess(
                    "broker-" + (i + 1), directory, HEAP_MB, BrokerMain.class, List.of(file.toString()), Map.of()));
        }
        brokers.forEach(ChildProcess::start);
    }

    String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    List<ChildProcess> brokers() {
        return brokers;
    }

    /** A free port outside the range that the system assigns to clients. */
    int freePort(Random dice) {
        while (true) {
            int port = MIN_PORT + dice.nextInt(MAX_PORT - MIN_PORT);
            if (ports.contains(port) || controllerPorts.contains(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
                return port;
            } catch (IOException e) {
                // Taken: another one.
            }
        }
    }

    private static void format(int node, String clusterId, Path data) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(clusterId)
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .run();
    }

    private Properties properties(int i, Path data) {
        String voters = IntStream.range(0, BROKERS)
                .mapToObj(n -> (n + 1) + "@127.0.0.1:" + controllerPorts.get(n))
                .collect(Collectors.joining(","));
        Properties all = new Properties();
        all.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(i + 1),
                "controller.quorum.voters",
                voters,
                "listeners",
                "CLIENT://127.0.0.1:" + ports.get(i) + ",CONTROLLER://127.0.0.1:" + controllerPorts.get(i),
                "advertised.listeners",
                "CLIENT://127.0.0.1:" + ports.get(i),
                "listener.security.protocol.map",
                "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                "inter.broker.listener.name",
                "CLIENT",
                "log.dirs",
                data.toString(),
                "auto.create.topics.enable",
                "false"));
        all.putAll(Map.of(
                "default.replication.factor", "3",
                "min.insync.replicas", "2",
                "offsets.topic.replication.factor", "3",
                "offsets.topic.num.partitions", "6",
                "transaction.state.log.replication.factor", "3",
                "transaction.state.log.min.isr", "2",
                "transaction.state.log.num.partitions", "6"));
        all.putAll(Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                "group.initial.rebalance.delay.ms", "0",
                // What a killed instance left open ends soon after its timeout, or readers stand still behind it.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
        all.putAll(Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "16777216",
                "log.index.size.max.bytes", "1048576",
                "offsets.topic.segment.bytes", "16777216",
                "transaction.state.log.segment.bytes", "16777216",
                // A script may be dated in the future.
                "log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)));
        return all;
    }

    @Override
    public void close() {
        brokers.forEach(ChildProcess::end);
    }
}
