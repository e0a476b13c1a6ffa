package org.postwatch.app.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real KRaft server, broker and controller in one, on 127.0.0.1. A later start with the same data directory has
 * every topic, record and committed offset, also after a kill.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** The maximum transaction timeout of producers, in ms. */
    public static final int MAX_TRANSACTION_TIMEOUT_MS = 15_000;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final long MAX_STOP_SECONDS = 7;
    /** Another process may take a free port before the server does. */
    private static final int MAX_START_ATTEMPTS = 3;

    private final DataDirectoryLock lock;
    private final KafkaRaftServer server;
    private final int port;
    private final Consumer<String> onFatalFault;
    private final UncleanShutdownMarker uncleanShutdown;

    private EmbeddedBroker(
            DataDirectoryLock lock,
            KafkaRaftServer server,
            int port,
            UncleanShutdownMarker lastStop,
            Consumer<String> onFatalFault) {
        this.uncleanShutdown = lastStop;
        this.lock = lock;
        this.server = server;
        this.port = port;
        this.onFatalFault = onFatalFault;
    }

    /** As {@link #start(Path, int, Map, Consumer)}, without overrides; a fatal fault is only logged. */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, Map.of(), fault -> {});
    }

    /**
     * Starts with a data directory, which is created and formatted if it is new, and returns when clients can connect.
     *
     * @param port to listen on; 0 takes any free one
     * @param overrides server settings that override the ones set here
     * @param onFatalFault called after a fatal failure, on a thread of the server; must not block
     * @throws BrokerException if another process uses the directory, the port is in use, or the server does not start
     */
    public static EmbeddedBroker start(
            Path directory, int port, Map<String, String> overrides, Consumer<String> onFatalFault) {
        Path home = directory.toAbsolutePath().normalize();
        DataDirectoryLock lock = DataDirectoryLock.acquire(home);
        BrokerFaultHandler.add(onFatalFault);
        try {
            return startServer(home, lock, port, overrides, onFatalFault);
        } catch (RuntimeException e) {
            BrokerFaultHandler.remove(onFatalFault);
            lock.close();
            throw e;
        }
    }

    /**
     * Checks that no other process uses the directory, without creating it. Cheap: call it before anything is started.
     *
     * @throws BrokerException if another process uses it
     */
    public static void requireUnused(Path directory) {
        DataDirectoryLock.requireFree(directory.toAbsolutePath().normalize());
    }

    private static EmbeddedBroker startServer(
            Path home,
            DataDirectoryLock lock,
            int wanted,
            Map<String, String> overrides,
            Consumer<String> onFatalFault) {
        Path log = home.resolve("log");
        UncleanShutdownMarker lastStop = UncleanShutdownMarker.read(home, lock.wasLeftLocked());
        for (int attempt = 1; ; attempt++) {
            KafkaRaftServer server = null;
            int port = LoopbackPorts.findFree(wanted);
            try {
                format(log);
                KafkaConfig config =
                        KafkaConfig.fromProps(BrokerSettings.of(log, port, controllerPort(port), overrides), false);
                server = new KafkaRaftServer(config, Time.SYSTEM);
                server.startup();
                return new EmbeddedBroker(lock, server, port, lastStop, onFatalFault);
            } catch (BrokerException e) {
                throw e;
            } catch (Exception e) {
                stop(server);
                if (!isPortInUse(e)) {
                    throw new BrokerException(
                            "the embedded broker does not start on " + home + ": " + e.getMessage()
                                    + "; run with -v for its log",
                            e);
                }
                if (attempt == MAX_START_ATTEMPTS) {
                    throw LoopbackPorts.portInUse(port, e);
                }
            }
        }
    }

    private static int controllerPort(int clientPort) {
        int free = LoopbackPorts.findFree(0);
        return free == clientPort ? controllerPort(clientPort) : free;
    }

    private static void format(Path log) throws Exception {
        // Written last and atomically: the directory is complete only with this file.
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(log.toString()))
                .setMetadataLogDirectory(log.toString())
                .run();
    }

    private static boolean isPortInUse(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the last process on this directory, or the machine, did not stop in order: then each log may have lost
     * another stretch of its end. It holds, over restarts, until {@link #clearUncleanShutdown}.
     */
    public boolean hadUncleanShutdown() {
        return uncleanShutdown.isPresent();
    }

    /** The offset of each log up to which everything was on the disk some seconds before the last stop. */
    public Map<TopicPartition, Long> flushedOffsets() {
        return uncleanShutdown.flushedOffsets();
    }

    /** What an unclean stop calls for is done. */
    public void clearUncleanShutdown() {
        uncleanShutdown.clear();
    }

    /** What clients connect to, as host:port. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    /** Flushes everything, stops within a few seconds and releases the directory. Idempotent. */
    @Override
    public void close() {
        BrokerFaultHandler.remove(onFatalFault);
        stop(server);
        lock.close();
    }

    private static void stop(KafkaRaftServer server) {
        if (server == null) {
            return;
        }
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(
                () -> {
                    server.shutdown();
                    server.awaitShutdown();
                },
                task -> new Thread(task, "broker-stop").start());
        try {
            stopped.get(MAX_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "the embedded broker did not stop within {} s; its log is recovered at the next start",
                    MAX_STOP_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("the embedded broker stopped with an error", e.getCause());
        }
    }
}
