package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.function.Function;
import org.postwatch.state.StateTable;
import org.postwatch.state.TimerKind;

/** The timers of ROUTING. */
enum NotificationTimer implements TimerKind {
    /** When a silence is about to end, and when it ends. */
    SILENCE(NotificationTables.SILENCES, Silence::deadline),
    /** The next step of an alert: an escalation, a repetition, the end of a suppression. */
    ALERT(NotificationTables.ALERTS, AlertState::deadline),
    /** The next notice of a group. */
    GROUP(NotificationTables.GROUPS, AlertGroup::due),
    DIGEST(NotificationTables.DIGESTS, PendingDigest::due),
    /** When a notice is removed. */
    NOTICE(NotificationTables.NOTICES, NoticeState::expiresAt),
    /** When the minute of a feed's emergencies is forgotten. */
    URGENT_CONDUCT(NotificationTables.URGENT_CONDUCT, UrgentConductAggregator.UrgentConductMinute::expiresAt);

    private final TimedTable<?, ?> timedTable;

    <V> NotificationTimer(StateTable<?, V> table, Function<V, Instant> deadline) {
        this.timedTable = new TimedTable<>(table, deadline);
    }

    @Override
    public TimedTable<?, ?> timedTable() {
        return timedTable;
    }
}
