package org.postwatch.delivery;

import java.time.Duration;
import java.time.Instant;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.Notice;

/** The delivery state of one subject of one recipient: its current notice and the results. */
final class NoticeDeliveryState {
    /** In a delivery's detail: it was over before a pager was ever called. */
    static final String SUPERSEDED = "superseded";

    /** In a delivery's detail: an update, which is not sent to such a recipient. */
    static final String UPDATE_NOT_SENT = "updates are not sent to this recipient";

    /** Between who decides and who delivers. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    final String key;
    /** Absent when all is done and nothing will be sent again. */
    Notice notice;

    /** The reference of the subject in notices. */
    String ref;

    int revision;
    /** The revision of the newest recorded delivery; 0 if there is none. */
    int settledRevision;

    /** When that was. */
    Instant settledAt;

    /** Whether there may be anything on record. */
    boolean hasRecord;

    /** What this worker itself wrote last. */
    DeliveryResult lastRecorded;

    /**
     * Whether the other side may know of the subject: something was sent, or it is on record that it was about to be.
     */
    boolean mayHaveBeenSent;

    /** Whether this revision was taken and is only sent again. */
    boolean resending;

    int attempts;
    /** When it was first tried, or first held up by the recipient's trouble; the time to give up counts from here. */
    Instant retryingSince;

    /** The start of the pending delivery, across revisions. */
    Instant pendingSince;

    /** Why its last attempt failed; absent: it had none. */
    String lastFailure;

    Instant notBefore;
    Instant deliveredAt;

    NoticeDeliveryState(String key) {
        this.key = key;
    }

    /** What the topic has on record; from an earlier life of the subject where its revision is beyond the notice's. */
    void restore(DeliveryResult delivery) {
        ref = delivery.ref();
        hasRecord = true;
        settledRevision = delivery.revision();
        settledAt = delivery.at();
        mayHaveBeenSent |= !delivery.detail().equals(SUPERSEDED);
        deliveredAt = delivery.outcome() == DeliveryResult.DeliveryStatus.DELIVERED ? delivery.at() : null;
    }

    /** A record from well before the notice is about an earlier life of its subject. */
    boolean isSettled() {
        return hasRecord
                && settledRevision == revision
                && (notice == null || !settledAt.plus(MAX_CLOCK_SKEW).isBefore(notice.at()));
    }

    /** An update of a notification that was not delivered: it replaces that notification. */
    boolean isUnsentNotification() {
        boolean heard = deliveredAt != null
                && settledRevision >= notice.lastNotification().revision();
        return !notice.isUpdate() || !heard;
    }

    boolean isResolved() {
        return switch (notice.status()) {
            case CLOSED, WITHDRAWN -> true;
            case EXPECTED, OPEN -> false;
        };
    }
}
