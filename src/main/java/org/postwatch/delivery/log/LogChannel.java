package org.postwatch.delivery.log;

import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NoticeText;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.notification.model.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a notice. */
final class LogChannel implements NotificationChannel {
    private static final Logger LOG = LoggerFactory.getLogger("org.postwatch.notice");

    @Override
    public AttemptResult send(Notice notice) {
        LOG.info("{}/{}: {} [{}]", notice.district(), notice.recipient(), NoticeText.headline(notice), notice.ref());
        return new AttemptResult.Delivered("logged");
    }
}
