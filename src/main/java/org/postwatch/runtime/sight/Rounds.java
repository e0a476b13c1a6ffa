package org.postwatch.runtime.sight;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks after the topics now and then, so that nobody who asks waits for a broker. */
final class Rounds implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMinutes(1);
    /** What was wrong may be right again. */
    private static final Duration AGAIN_SOON = Duration.ofSeconds(10);

    private static final String NAME = "topics";
    private static final String EXPECTED = "every topic as it was made";
    static final Check NOT_YET =
            Check.failed(NAME, "not looked at yet", EXPECTED, "wait until the instance has started");

    private final Supplier<List<String>> differences;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread rounds = new Thread(task, "rounds");
        rounds.setDaemon(true);
        return rounds;
    });
    private volatile Check latest = NOT_YET;

    /** @param differences what is not as it must be; throws when that cannot be known */
    Rounds(Supplier<List<String>> differences) {
        this.differences = differences;
        thread.execute(this::look);
    }

    private void look() {
        latest = check();
        if (!thread.isShutdown()) {
            thread.schedule(this::look, (latest.passed() ? AGAIN : AGAIN_SOON).toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Check check() {
        try {
            List<String> found = differences.get();
            return found.isEmpty()
                    ? Check.passed(NAME, "as expected", EXPECTED)
                    : Check.failed(
                            NAME,
                            String.join("; ", found),
                            EXPECTED,
                            "put them right with Kafka's own tools; what is missing is made at the next start");
        } catch (RuntimeException e) {
            return Check.failed(
                    NAME,
                    "cannot be known: " + e.getMessage(),
                    EXPECTED,
                    "see whether the brokers answer, and whether this instance may describe topics");
        }
    }

    Check latest() {
        return latest;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
