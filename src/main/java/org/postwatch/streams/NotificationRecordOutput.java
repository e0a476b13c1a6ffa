package org.postwatch.streams;

import java.util.Optional;
import org.postwatch.notification.engine.NotificationOutput;
import org.postwatch.notification.engine.PublishedNotices;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.wire.DistrictSecretJson;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What NOTIFICATION decided, as records of the output topics and, every decision, as a line of the log. */
final class NotificationRecordOutput implements NotificationOutput {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationRecordOutput.class);

    private final RecordForwarder forwarder;
    private final PipelineListener listener;
    private final PublishedNotices published;

    NotificationRecordOutput(RecordForwarder out, PipelineListener onlooker, Optional<UncleanShutdown> uncleanStop) {
        this.forwarder = out;
        this.listener = onlooker;
        this.published = uncleanStop.<PublishedNotices>map(stop -> stop).orElse(PublishedNotices.NONE);
    }

    @Override
    public PublishedNotices publishedNotices() {
        return published;
    }

    @Override
    public void publishNotice(Notice notice) {
        forwarder.forward(Topics.NOTICES, notice.key(), NoticeJson.write(notice));
    }

    @Override
    public void removeNotice(NoticeKey key) {
        forwarder.forward(Topics.NOTICES, key.text(), null);
    }

    @Override
    public void publishSecret(String district, DistrictSecret secret) {
        forwarder.forward(Topics.SECRETS, district, DistrictSecretJson.write(district, secret));
    }

    @Override
    public void recordDisclosure(DisclosureRecord entry) {
        listener.onDecision(entry.outcome());
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} of {} ({}): {}{}",
                    entry.outcome().wireName(),
                    entry.district() + (entry.recipient().isEmpty() ? "" : "/" + entry.recipient()),
                    entry.subject(),
                    entry.rule(),
                    entry.reason(),
                    entry.actor().map(actor -> ", by " + actor.claimed()).orElse(""));
        }
        forwarder.forward(Topics.DISCLOSURES, entry.key(), TopicValue.DISCLOSURE.write(entry));
    }
}
