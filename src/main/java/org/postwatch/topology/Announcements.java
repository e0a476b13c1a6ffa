package org.postwatch.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.postwatch.codec.EntryJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.dispatch.Announcer;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ROUTING decided, as records of the output topics and, every decision, as a line of the log. */
final class Announcements implements Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final ProcessorContext<byte[], byte[]> context;
    private final Onlooker onlooker;
    private Instant now = Instant.EPOCH;

    Announcements(ProcessorContext<byte[], byte[]> context, Onlooker onlooker) {
        this.context = context;
        this.onlooker = onlooker;
    }

    /** What is said from here on is said at this clock. */
    void at(Instant clock) {
        now = clock;
    }

    @Override
    public void notice(Notice notice) {
        forward(RoutingTopology.NOTICES, notice.key(), NoticeJson.write(notice));
    }

    @Override
    public void noticeGone(String key) {
        forward(RoutingTopology.NOTICES, key, null);
    }

    @Override
    public void entry(Entry entry) {
        onlooker.decided(entry.outcome());
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
        forward(RoutingTopology.DISCLOSURES, entry.key(), EntryJson.write(entry));
    }

    private void forward(String sink, String key, byte[] value) {
        context.forward(
                new Record<>(key.getBytes(StandardCharsets.UTF_8), value, Math.max(0, now.toEpochMilli())), sink);
    }
}
