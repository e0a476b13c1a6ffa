package org.postwatch.notification.engine;

import java.util.ArrayList;
import java.util.List;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.RecipientKey;

/** Notices whose delivery failed, until their recipient has that revision or a newer one of the same subject. */
final class UndeliveredNotices {
    private final NotificationContext context;

    UndeliveredNotices(NotificationContext context) {
        this.context = context;
    }

    /** Adds the failed notice, unless a new episode of its subject has begun since. */
    void recordFailure(DeliveryResult delivery) {
        boolean known = context.store()
                .get(NotificationTables.NOTICES, delivery.noticeKey())
                .filter(sent -> sent.notice().revision() >= delivery.revision())
                .isPresent();
        if (known) {
            context.store()
                    .put(
                            NotificationTables.UNDELIVERED,
                            delivery.noticeKey(),
                            new NotificationTables.FailedRevision(delivery.revision()));
        }
    }

    /** Removes the notice if the recipient has this revision, or was never notified of an alert that is over now. */
    void recordDelivery(DeliveryResult delivery) {
        boolean newer = context.store()
                .get(NotificationTables.UNDELIVERED, delivery.noticeKey())
                .filter(failed -> failed.revision() <= delivery.revision())
                .isPresent();
        if (newer && (delivery.hasReachedRecipient() || isObsolete(delivery))) {
            context.store().delete(NotificationTables.UNDELIVERED, delivery.noticeKey());
        }
    }

    private boolean isObsolete(DeliveryResult delivery) {
        return context.store()
                .get(NotificationTables.NOTICES, delivery.noticeKey())
                .map(NoticeState::notice)
                .filter(notice -> notice.revision() == delivery.revision()
                        && notice.status().isOver())
                .isPresent();
    }

    boolean isEmpty(String district, String recipient) {
        return keys(district, recipient, 1).isEmpty();
    }

    void clear(String district, String recipient) {
        keys(district, recipient, Integer.MAX_VALUE)
                .forEach(key -> context.store().delete(NotificationTables.UNDELIVERED, key));
    }

    private List<NoticeKey> keys(String district, String recipient, int limit) {
        List<NoticeKey> keys = new ArrayList<>();
        context.store()
                .scan(
                        NotificationTables.UNDELIVERED,
                        new RecipientKey(district, recipient).prefix(),
                        limit,
                        (key, failed) -> keys.add(key));
        return keys;
    }
}
