package org.postwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.postwatch.app.recovery.CorruptLog;
import org.postwatch.secrets.MissingSecretException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka Streams application. A thread that dies is replaced, within a budget; after that the failure is reported,
 * once.
 */
public final class StreamsApplication {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);

    private final String name;
    private final KafkaStreams streams;
    private final RestartBudget restarts = new RestartBudget(10, Duration.ofMinutes(10));
    private final Consumer<String> onFailure;
    private final CountDownLatch running = new CountDownLatch(1);
    private volatile String lastError = "Kafka Streams stopped";

    public StreamsApplication(Topology topology, Properties settings, Consumer<String> onFailure) {
        this.name = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        this.onFailure = onFailure;
        this.streams = new KafkaStreams(topology, settings);
        streams.setUncaughtExceptionHandler(this::handleUncaught);
        streams.setStateListener((now, before) -> {
            LOG.debug("{} is {}", name, now);
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            } else if (now == KafkaStreams.State.ERROR) {
                onFailure.accept(name + " stopped: " + lastError);
                running.countDown();
            }
        });
    }

    KafkaStreams streams() {
        return streams;
    }

    public void start() {
        streams.start();
    }

    /** Whether every task runs, at the latest after so long. */
    public boolean awaitRunning(Duration max) throws InterruptedException {
        running.await(max.toMillis(), TimeUnit.MILLISECONDS);
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    private StreamThreadExceptionResponse handleUncaught(Throwable fault) {
        lastError = rootCause(fault).toString();
        if (fault instanceof MissingSourceTopicException) {
            LOG.error("{}: a topic is missing; it is created again at the next start", name, fault);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (rootCause(fault) instanceof MissingSecretException missing) {
            lastError = missing.getMessage();
            LOG.error("{} stops: {}", name, lastError);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Optional<String> corrupt = CorruptLog.describe(fault);
        if (corrupt.isPresent()) {
            lastError = corrupt.get();
            LOG.error("{} stops: {}", name, lastError);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (!restarts.tryAcquire(Instant.now())) {
            LOG.error("{}: a thread died, and the restarts allowed ({}) are used up; stopping", name, restarts, fault);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("{}: a thread died and is replaced", name, fault);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Streams wraps what happened in where it happened; the log has both. */
    private static Throwable rootCause(Throwable fault) {
        return fault.getCause() == null ? fault : rootCause(fault.getCause());
    }

    /**
     * Leaves the group, so that another instance takes over at once instead of after the session timeout.
     *
     * @return whether it stopped in time
     */
    public boolean close(Duration max) {
        boolean stopped = streams.close(CloseOptions.timeout(max)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!stopped) {
            LOG.warn("{} did not stop within {} s; what was not committed is done again", name, max.toSeconds());
        }
        return stopped;
    }
}
