package org.postwatch.app.clients;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.postwatch.app.config.ClientSettings;

/** Waits until a broker answers and has the topics that a command needs, before the command does its work. */
public final class BrokerProbe {
    /** The wait is reported after this long: a broker that runs has taken seconds to answer on a busy machine. */
    private static final Duration SILENT_WAIT = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(200);

    /** How many of the topics must be there. */
    public enum TopicsNeeded {
        ALL,
        ANY
    }

    private final ClientSettings clients;
    private final Set<String> topics;
    private final TopicsNeeded needed;
    private final Duration maxWait;
    private final long start = System.nanoTime();
    private final Consumer<String> onWait;
    private boolean isReported;
    /** Of the last answer; empty before the first. */
    private Optional<Set<String>> lastMissing = Optional.empty();

    private BrokerProbe(
            ClientSettings clients,
            Collection<String> topics,
            TopicsNeeded needed,
            Duration maxWait,
            Consumer<String> onWait) {
        this.clients = clients;
        this.topics = new TreeSet<>(topics);
        this.needed = needed;
        this.maxWait = maxWait;
        this.onWait = onWait;
    }

    /**
     * Waits for the topics, as far as this login may see them.
     *
     * @param maxWait at least 1 s
     * @param onWait called at most once, with the thing that is waited for: "a broker at HOST:PORT", or its topics
     * @return the reason why the topics cannot be used and what to do; empty when they are there
     */
    public static Optional<String> awaitTopics(
            ClientSettings clients,
            Collection<String> topics,
            TopicsNeeded needed,
            Duration maxWait,
            Consumer<String> onWait) {
        return new BrokerProbe(clients, topics, needed, maxWait, onWait).run();
    }

    private Optional<String> run() {
        try (Admin admin = clients.openAdmin()) {
            try {
                return await(admin);
            } catch (TimeoutException e) {
                return Optional.of(timedOut());
            } catch (ExecutionException e) {
                return Optional.of(
                        e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
                                ? timedOut()
                                : "the broker at " + clients.bootstrapServers() + " rejects the request: "
                                        + e.getCause().getMessage());
            } finally {
                admin.close(Duration.ZERO);
            }
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("cannot reach " + clients.bootstrapServers() + ": " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private Optional<String> await(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            Set<String> missing = new TreeSet<>(topics);
            missing.removeAll(topics(admin));
            if (needed == TopicsNeeded.ALL ? missing.isEmpty() : missing.size() < topics.size()) {
                return Optional.empty();
            }
            lastMissing = Optional.of(missing);
            if (remaining().isZero()) {
                return Optional.of(noTopics(missing));
            }
            if (SILENT_WAIT.compareTo(maxWait.minus(remaining())) < 0) {
                report("topic " + String.join(", ", missing) + " at " + clients.bootstrapServers());
            }
            TimeUnit.NANOSECONDS.sleep(min(POLL, remaining()).toNanos());
        }
    }

    /** One request for the whole wait: the client connects again by itself, and a slow answer is not given up. */
    private Set<String> topics(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        ListTopicsOptions options = new ListTopicsOptions()
                .timeoutMs((int) Math.max(1_000, remaining().toMillis()));
        KafkaFuture<Set<String>> names = admin.listTopics(options).names();
        try {
            return names.get(min(SILENT_WAIT, remaining()).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            report("a broker at " + clients.bootstrapServers());
            return names.get(remaining().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void report(String awaited) {
        if (!isReported) {
            isReported = true;
            onWait.accept(awaited);
        }
    }

    private Duration remaining() {
        Duration left = maxWait.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private String timedOut() {
        return lastMissing.map(this::noTopics).orElseGet(this::noAnswer);
    }

    private String noTopics(Set<String> missing) {
        return "the broker at " + clients.bootstrapServers() + " has no topic " + String.join(", ", missing)
                + " that this login may describe, after " + maxWait.toSeconds()
                + " s. Check that an instance is running ('postwatch run'): it creates the topics when it starts";
    }

    private String noAnswer() {
        return "no Kafka broker answers at " + clients.bootstrapServers() + " within " + maxWait.toSeconds()
                + " s. Start one with 'postwatch run', or set kafka.bootstrap.servers in the configuration to your cluster";
    }
}
