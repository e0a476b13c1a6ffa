package org.postwatch.app.clients;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The first send error of a producer. The producer reports errors in callbacks on its own thread; the sender checks
 * here before it relies on sent records. Thread-safe.
 */
public final class FirstSendError implements Callback {
    private final AtomicReference<Exception> firstError = new AtomicReference<>();

    @Override
    public void onCompletion(RecordMetadata taken, Exception failed) {
        record(failed);
    }

    /** @param failed null for an acknowledged record */
    public void record(Exception failed) {
        firstError.compareAndSet(null, failed);
    }

    /** The first error; empty while all results were successful. */
    public Optional<Exception> first() {
        return Optional.ofNullable(firstError.get());
    }
}
