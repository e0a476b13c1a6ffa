package org.postwatch.app.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.service.FeedDirectory;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.DecodeResult.DecodeFailure;
import org.postwatch.wire.RejectedEventSummary;

/**
 * Counts events that intake took and an engine rejected later, such as an event of a type that is not granted: the integrator
 * sees both in one place. It follows {@code postwatch.dead-letters} from the start of the instance on.
 */
final class RejectedEventCounter implements TopicFollower.RecordListener {
    private static final Pattern VALUE = Pattern.compile("'[^']*'");

    private final FeedDirectory directory;
    private final IntakeStatistics statistics;

    RejectedEventCounter(FeedDirectory directory, IntakeStatistics statistics) {
        this.directory = directory;
        this.statistics = statistics;
    }

    @Override
    public void onRecord(ConsumerRecord<byte[], byte[]> record) {
        RejectedEventSummary event = RejectedEventSummary.of(record.key(), record.value());
        FeedAccount account = new FeedAccount(event.district(), event.source());
        // Anybody may have written it: only feeds of plans are counted.
        if (directory.isKnown(account)) {
            count(account, event, record);
        }
    }

    private void count(FeedAccount account, RejectedEventSummary event, ConsumerRecord<byte[], byte[]> record) {
        try {
            DeadLetterHeaders why = DeadLetterHeaders.fromMap(headers(record));
            statistics
                    .of(account)
                    .countRejected(new RejectedMessage(
                            why.stamp(), event.id(), why.reason(), "", withoutValues(why.detail())));
        } catch (IllegalArgumentException e) {
            // Not written by an instance.
        }
    }

    /** Details of dead letters name values of the event. They stand in quotes, or after what was expected. */
    static String withoutValues(String detail) {
        return VALUE.matcher(new DecodeFailure("", detail).expectation()).replaceAll("'…'");
    }

    private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return headers;
    }
}
