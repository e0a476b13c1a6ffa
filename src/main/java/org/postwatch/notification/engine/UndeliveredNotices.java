package org.postwatch.notification.engine;

import java.util.ArrayList;
import java.util.List;
import org.postwatch.notification.model.DeliveryResult;
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
                .get(NotificationTables.NOTICES, delivery.key())
                .filter(sent -> sent.notice().revision() >= delivery.revision())
                .isPresent();
        if (known) {
            context.store()
                    .put(
                            NotificationTables.UNDELIVERED,
                            delivery.key(),
                            new NotificationTables.FailedRevision(delivery.revision()));
        }
    }

    /** Removes the notice if the recipient has this revision, or was never notified of an alert that is over now. */
    void recordDelivery(DeliveryResult delivery) {
        boolean newer = context.store()
                .get(NotificationTables.UNDELIVERED, delivery.key())
                .filter(failed -> failed.revision() <= delivery.revision())
                .isPresent();
        if (newer && (delivery.hasReachedRecipient() || isObsolete(delivery))) {
            context.store().delete(NotificationTables.UNDELIVERED, delivery.key());
        }
    }

    private boolean isObsolete(DeliveryResult delivery) {
        return context.store()
                .get(NotificationTables.NOTICES, delivery.key())
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

    private List<String> keys(String district, String recipient, int limit) {
        String first = new RecipientKey(district, recipient).noticePrefix();
        List<String> keys = new ArrayList<>();
        context.store()
                .range(
                        NotificationTables.UNDELIVERED,
                        first,
                        first + NotificationTables.LAST_KEY,
                        limit,
                        (key, failed) -> keys.add(key));
        return keys;
    }
}
