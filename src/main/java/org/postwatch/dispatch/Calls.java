package org.postwatch.dispatch;

import java.util.Optional;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Notice.Stage;

/**
 * Which call of a subject a notice is. Somebody who has laid the former call aside, or has taken it in hand, is called
 * again only under a new number.
 *
 * @param number from 1
 * @param acknowledged whether the recipient was told since that somebody has it in hand
 */
record Calls(int number, boolean acknowledged) {
    /** What opens or becomes worse is a call of its own; what is said again is one if the last call was acknowledged. */
    static Calls of(Stage stage, Optional<Sent> last) {
        if (last.isEmpty()) {
            return new Calls(1, false);
        }
        Notice before = last.get().notice();
        boolean acknowledged = last.get().acknowledged();
        boolean again = switch (stage) {
            case OPENED, ESCALATED -> true;
            case CORRECTED, REPEATED, EXPECTED -> acknowledged;
            case UPDATED, ACKNOWLEDGED, AVERTED, CLOSED, WITHDRAWN, DIGEST, WATCHDOG -> false;
        };
        return again
                ? new Calls(before.call() + 1, false)
                : new Calls(before.call(), acknowledged || stage == Stage.ACKNOWLEDGED);
    }
}
