package org.postwatch.delivery;

import java.time.Duration;
import java.time.Instant;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Notice;

/** One subject of one recipient: what they should know, and what became of it. */
final class Standing {
    /** In a delivery's detail: it was over before a pager was ever called. */
    static final String SUPERSEDED = "superseded";

    /** In a delivery's detail: an update, which is not sent to such a recipient. */
    static final String NO_CALL = "nobody is called for an update";

    /** Between who decides and who delivers. */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(1);

    final String key;
    /** Absent when all is done and nothing will be sent again. */
    Notice notice;

    /** The reference that stands for the subject in notices. */
    String ref;

    int revision;
    /** Of the newest delivery on record; 0: there is none. */
    int settled;

    /** When that was. */
    Instant settledAt;

    /** Whether there may be anything on record. */
    boolean recorded;

    /** What this worker itself wrote last. */
    Delivery last;

    /** Whether the other side may know of the subject: something was sent, or it is on record that it was about to be. */
    boolean maybeTold;

    /** Whether this revision was taken and is only sent again. */
    boolean refreshing;

    int attempts;
    /** When it was first tried, or first held up by the recipient's trouble; the time to give up counts from here. */
    Instant since;

    /** Since when the recipient is to be told of it and is not, whatever was said anew meanwhile. */
    Instant untoldSince;

    /** Why its last attempt failed; absent: it had none. */
    String reason;

    Instant notBefore;
    Instant taken;

    Standing(String key) {
        this.key = key;
    }

    /** What the topic has on record; from an earlier life of the subject where its revision is beyond the notice's. */
    void record(Delivery delivery) {
        ref = delivery.ref();
        recorded = true;
        settled = delivery.revision();
        settledAt = delivery.at();
        maybeTold |= !delivery.detail().equals(SUPERSEDED);
        taken = delivery.outcome() == Delivery.Outcome.DELIVERED ? delivery.at() : null;
    }

    /** A record from well before the notice is about an earlier life of its subject. */
    boolean isSettled() {
        return recorded
                && settled == revision
                && (notice == null || !settledAt.plus(CLOCKS_DIFFER_MAX).isBefore(notice.at()));
    }

    /** An update of news that the recipient was not notified of: it replaces that news. */
    boolean isNews() {
        boolean heard = taken != null && settled >= notice.news().revision();
        return !notice.isUpdate() || !heard;
    }

    boolean isOver() {
        return switch (notice.status()) {
            case CLOSED, WITHDRAWN -> true;
            case EXPECTED, OPEN -> false;
        };
    }
}
