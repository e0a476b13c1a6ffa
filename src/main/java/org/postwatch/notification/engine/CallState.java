package org.postwatch.notification.engine;

import java.util.Optional;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Notice.NoticeStage;

/**
 * The number of the call of a subject that a notice makes. A recipient who has dismissed or acknowledged the previous call is
 * called again only with a new number.
 *
 * @param number from 1
 * @param acknowledged whether the recipient was notified since that somebody has acknowledged it
 */
record CallState(int number, boolean acknowledged) {
    /** An opening or a rising severity is a new call; a repeat is one if the last call was acknowledged. */
    static CallState next(NoticeStage stage, Optional<NoticeState> last) {
        if (last.isEmpty()) {
            return new CallState(1, false);
        }
        Notice before = last.get().notice();
        boolean acknowledged = last.get().acknowledged();
        boolean again = switch (stage) {
            case OPENED, ESCALATED -> true;
            case CORRECTED, REPEATED, EXPECTED -> acknowledged;
            case UPDATED, ACKNOWLEDGED, AVERTED, CLOSED, WITHDRAWN, DIGEST, WATCHDOG -> false;
        };
        return again
                ? new CallState(before.callNumber() + 1, false)
                : new CallState(before.callNumber(), acknowledged || stage == NoticeStage.ACKNOWLEDGED);
    }
}
