package org.postwatch.app.intake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.intake.service.EventSink.AppendResult;

/** Records that are appended together, and the result of each. Safe for threads. */
final class AppendBatch {
    private final List<Optional<ProducerRecord<byte[], byte[]>>> records;
    /** Null until it is known. */
    private final AtomicReferenceArray<AppendResult> results;

    private final AtomicInteger open;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * @param records empty for one that cannot be signed
     * @param maxMillis after which a record without a result is unavailable
     */
    AppendBatch(List<Optional<ProducerRecord<byte[], byte[]>>> records, int maxMillis) {
        this.records = List.copyOf(records);
        this.results = new AtomicReferenceArray<>(records.size());
        this.open = new AtomicInteger(records.size());
        if (records.isEmpty()) {
            done.complete(null);
        } else {
            done.completeOnTimeout(null, maxMillis, TimeUnit.MILLISECONDS);
        }
    }

    List<Optional<ProducerRecord<byte[], byte[]>>> records() {
        return records;
    }

    /** Sets the result of a record, once. */
    void complete(int index, AppendResult result) {
        results.set(index, result);
        if (open.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    /** All records without a result are unavailable. */
    void end() {
        done.complete(null);
    }

    boolean isDone() {
        return done.isDone();
    }

    /** The results in the order of the records. */
    CompletionStage<List<AppendResult>> whenDone() {
        return done.thenApply(nothing ->
                IntStream.range(0, records.size()).mapToObj(this::result).toList());
    }

    private AppendResult result(int index) {
        AppendResult known = results.get(index);
        return known == null ? AppendResult.UNAVAILABLE : known;
    }
}
