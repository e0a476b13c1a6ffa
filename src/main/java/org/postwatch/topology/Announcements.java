package org.postwatch.topology;

import java.util.Optional;
import org.postwatch.codec.EntryJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.SecretJson;
import org.postwatch.dispatch.Announcer;
import org.postwatch.dispatch.PublishedNotices;
import org.postwatch.routing.DistrictSecret;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ROUTING decided, as records of the output topics and, every decision, as a line of the log. */
final class Announcements implements Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Outbound out;
    private final Onlooker onlooker;
    private final PublishedNotices published;

    Announcements(Outbound out, Onlooker onlooker, Optional<UncleanStop> uncleanStop) {
        this.out = out;
        this.onlooker = onlooker;
        this.published = uncleanStop.<PublishedNotices>map(stop -> stop).orElse(PublishedNotices.NONE);
    }

    @Override
    public PublishedNotices published() {
        return published;
    }

    @Override
    public void notice(Notice notice) {
        out.forward(Topics.NOTICES, notice.key(), NoticeJson.write(notice));
    }

    @Override
    public void noticeGone(String key) {
        out.forward(Topics.NOTICES, key, null);
    }

    @Override
    public void secret(String district, DistrictSecret secret) {
        out.forward(Topics.SECRETS, district, SecretJson.write(district, secret));
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
        out.forward(Topics.DISCLOSURES, entry.key(), EntryJson.write(entry));
    }
}
