package org.postwatch.notification.engine;

import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;

/** Writes values that have a deadline. The store keeps their timers, so {@link StateStore#put} does the same. */
final class NotificationTimerIndex {
    static final StateTable<Silence> SILENCES = NotificationTables.SILENCES;
    static final StateTable<AlertState> ALERTS = NotificationTables.ALERTS;
    static final StateTable<AlertGroup> GROUPS = NotificationTables.GROUPS;
    static final StateTable<PendingDigest> DIGESTS = NotificationTables.DIGESTS;
    static final StateTable<NoticeState> NOTICES = NotificationTables.NOTICES;
    static final StateTable<UrgentConductAggregator.UrgentConductMinute> URGENT_CONDUCT =
            NotificationTables.URGENT_CONDUCT;

    private final StateStore store;

    NotificationTimerIndex(StateStore store) {
        this.store = store;
    }

    <T> void put(StateTable<T> table, String key, T value) {
        store.put(table, key, value);
    }

    void delete(StateTable<?> table, String key) {
        store.delete(table, key);
    }
}
