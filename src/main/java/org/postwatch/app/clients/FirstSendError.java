package org.postwatch.app.clients;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Why a broker did not take the first record that it refused. A producer tells it in the callback of each record, on a
 * thread of its own, and forgets it: whoever sends asks here before what was sent is relied upon. For any thread.
 */
public final class FirstSendError implements Callback {
    private final AtomicReference<Exception> firstError = new AtomicReference<>();

    @Override
    public void onCompletion(RecordMetadata taken, Exception failed) {
        record(failed);
    }

    /** @param failed null for a record that was taken */
    public void record(Exception failed) {
        firstError.compareAndSet(null, failed);
    }

    /** Why the first was not taken; empty as long as every record that was answered for was. */
    public Optional<Exception> first() {
        return Optional.ofNullable(firstError.get());
    }
}
