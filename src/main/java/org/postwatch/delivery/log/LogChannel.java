package org.postwatch.delivery.log;

import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.Wording;
import org.postwatch.routing.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a notice. */
public final class LogChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger("org.postwatch.notice");

    @Override
    public Answer send(Notice notice) {
        LOG.info("{}/{}: {} [{}]", notice.district(), notice.recipient(), Wording.headline(notice), notice.ref());
        return new Answer.Taken("logged");
    }
}
