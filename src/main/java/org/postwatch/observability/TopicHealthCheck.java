package org.postwatch.observability;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Checks the topics periodically, so that no health request waits for a broker. */
final class TopicHealthCheck implements AutoCloseable {
    private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);
    /** What was wrong may be right again. */
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);

    private static final String CHECK_NAME = "topics";
    private static final String EXPECTED = "every topic has the required settings";
    static final HealthCheckResult NOT_CHECKED_YET =
            HealthCheckResult.failed(CHECK_NAME, "not checked yet", EXPECTED, "wait until the instance has started");

    private final Supplier<List<String>> differences;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "topic-check");
        thread.setDaemon(true);
        return thread;
    });
    private volatile HealthCheckResult latest = NOT_CHECKED_YET;

    /** @param differences returns the differences from the required settings; throws if they cannot be determined */
    TopicHealthCheck(Supplier<List<String>> differences) {
        this.differences = differences;
        thread.execute(this::checkAndReschedule);
    }

    private void checkAndReschedule() {
        latest = check();
        if (!thread.isShutdown()) {
            thread.schedule(
                    this::checkAndReschedule,
                    (latest.passed() ? CHECK_INTERVAL : RETRY_INTERVAL).toSeconds(),
                    TimeUnit.SECONDS);
        }
    }

    private HealthCheckResult check() {
        try {
            List<String> found = differences.get();
            return found.isEmpty()
                    ? HealthCheckResult.passed(CHECK_NAME, "as expected", EXPECTED)
                    : HealthCheckResult.failed(
                            CHECK_NAME,
                            String.join("; ", found),
                            EXPECTED,
                            "correct them with Kafka's tools; missing topics are created at the next start");
        } catch (RuntimeException e) {
            return HealthCheckResult.failed(
                    CHECK_NAME,
                    "cannot be checked: " + e.getMessage(),
                    EXPECTED,
                    "see whether the brokers answer, and whether this instance may describe topics");
        }
    }

    HealthCheckResult latest() {
        return latest;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
