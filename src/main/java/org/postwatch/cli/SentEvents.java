package org.postwatch.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.postwatch.app.clients.ProcessingResults;
import org.postwatch.app.clients.ProcessingResults.Position;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DeadLetterHeaders;

/** The sent events and their results. Thread-safe. */
final class SentEvents {
    private static final Duration PROCESSED_MAX = Duration.ofSeconds(15);

    enum ProcessingOutcome {
        ACCEPTED,
        REJECTED,
        UNKNOWN
    }

    /**
     * @param reason as {@code unknown-officer}; empty of an event that was accepted
     * @param detail the reason in a sentence
     */
    record Result(String file, long line, ProcessingOutcome fate, String reason, String detail) {
        String text() {
            return switch (fate) {
                case ACCEPTED -> "accepted";
                case REJECTED -> "rejected (" + reason + "): " + detail;
                case UNKNOWN -> "result unknown (" + reason + "): " + detail;
            };
        }
    }

    private record SentEvent(String file, long line, Position position) {}

    private final List<SentEvent> all = new ArrayList<>();

    synchronized void add(String file, long line, RecordMetadata arrived) {
        all.add(new SentEvent(file, line, Position.of(arrived)));
    }

    /** Waits for them, 15 s at most; in the order in which they were read. */
    synchronized List<Result> results(ProcessingResults results, Configuration configuration)
            throws InterruptedException {
        all.sort(Comparator.comparing(SentEvent::file).thenComparing(SentEvent::line));
        // Conduct is for NOTIFICATION; both applications read commands, and each rejects its own.
        Set<Position> waiting = new HashSet<>();
        waiting.addAll(results.awaitProcessed(
                configuration.streams().applicationId(),
                positions(topic -> !topic.equals(Topics.CONDUCT_EVENTS)),
                PROCESSED_MAX));
        waiting.addAll(results.awaitProcessed(
                configuration.notification().applicationId(),
                positions(topic -> topic.equals(Topics.CONDUCT_EVENTS) || topic.equals(Topics.COMMANDS)),
                PROCESSED_MAX));
        try {
            Map<Position, DeadLetterHeaders> rejected = results.rejected();
            return all.stream()
                    .map(sent -> result(sent, rejected.get(sent.position()), waiting))
                    .toList();
        } catch (AuthorizationException e) {
            return all.stream()
                    .map(sent -> unknown(
                            sent,
                            "unreadable",
                            "a record was rejected meanwhile, perhaps this one; this login may not read "
                                    + Topics.DEAD_LETTERS))
                    .toList();
        }
    }

    private Set<Position> positions(Predicate<String> topic) {
        return all.stream()
                .map(SentEvent::position)
                .filter(position -> topic.test(position.topic()))
                .collect(Collectors.toSet());
    }

    private static Result result(SentEvent sent, DeadLetterHeaders why, Set<Position> waiting) {
        if (why != null) {
            return new Result(sent.file(), sent.line(), ProcessingOutcome.REJECTED, why.reason(), why.detail());
        }
        return waiting.contains(sent.position())
                ? unknown(
                        sent,
                        "not processed",
                        "it is on " + sent.position().topic() + ", and no instance has processed it within "
                                + PROCESSED_MAX.toSeconds() + " s; check that an instance is running ('postwatch run')")
                : new Result(sent.file(), sent.line(), ProcessingOutcome.ACCEPTED, "", "");
    }

    private static Result unknown(SentEvent sent, String reason, String detail) {
        return new Result(sent.file(), sent.line(), ProcessingOutcome.UNKNOWN, reason, detail);
    }
}
