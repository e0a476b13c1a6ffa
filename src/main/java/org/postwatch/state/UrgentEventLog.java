package org.postwatch.state;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.Event;

/**
 * The urgent events that opened an incident, by source, id and bytes, admitted or not: the same event opens no second one,
 * whether a feed repeats it or a wrong clock is right again. They are stored for as long as inputs are kept.
 */
public final class UrgentEventLog {
    /**
     * Reasons to reject an urgent event that opens an incident all the same: a clock may be wrong, or another event may have its
     * id. An event that is not authorised never notifies anybody.
     */
    private static final Set<String> REASONS_NOTIFIED_DESPITE_REJECTION =
            Set.of("late", "future", "sealed", "conflicting");

    private static final Period RETENTION = Period.ofDays(10);

    /** Events of one district and day; beyond so many the oldest of the day is forgotten, and would open a second incident. */
    static final int MAX_PER_DAY = 1_000;

    private final StateStore store;
    private final StateTable<DistrictDayKey, UrgentEventDay> table;

    public UrgentEventLog(StateStore store, StateTable<DistrictDayKey, UrgentEventDay> table) {
        this.store = store;
        this.table = table;
    }

    /** Whether an event that was rejected for this reason becomes an incident if it is urgent. */
    public static boolean isNotifiedDespite(String reason) {
        return REASONS_NOTIFIED_DESPITE_REJECTION.contains(reason);
    }

    /** When it takes effect: at its arrival, but not in the future, where a wrong clock may have put its stamp. */
    public static Instant effectiveAt(Instant stamp, Instant clock) {
        return stamp.isAfter(clock) ? clock : stamp;
    }

    /** Whether an event with this source and id has opened an incident, with the same bytes or others. */
    public boolean contains(Event event, Instant clock) {
        return entries(event, clock).stream().anyMatch(entry -> entry.startsWith(identity(event)));
    }

    /** Whether this event has opened an incident. */
    public boolean contains(Event event, RecordArrival arrival, Instant clock) {
        return entries(event, clock).contains(identity(event) + digest(arrival));
    }

    /** Distinguishes the bytes of one event from others with its source and id. */
    public static String digest(RecordArrival arrival) {
        return Sha256.base64Url(arrival.digest());
    }

    /** Adds an event that opened an incident; events older than inputs are kept are forgotten. */
    public void add(Event event, RecordArrival arrival, Instant clock) {
        String district = event.origin().district();
        LocalDate today = LocalDate.ofInstant(clock, ZoneOffset.UTC);
        LocalDate oldest = today.minus(RETENTION);
        store.scan(table, DistrictKey.prefix(district), (key, day) -> {
            if (key.date().isBefore(oldest)) {
                store.delete(table, key);
            }
        });
        DistrictDayKey key = new DistrictDayKey(district, today);
        List<String> entries = new ArrayList<>(
                store.get(table, key).map(UrgentEventDay::entries).orElse(List.of()));
        entries.add(identity(event) + digest(arrival));
        store.put(
                table,
                key,
                new UrgentEventDay(entries.subList(Math.max(0, entries.size() - MAX_PER_DAY), entries.size())));
    }

    private List<String> entries(Event event, Instant clock) {
        List<String> entries = new ArrayList<>();
        LocalDate oldest = LocalDate.ofInstant(clock, ZoneOffset.UTC).minus(RETENTION);
        store.scan(table, DistrictKey.prefix(event.origin().district()), (key, day) -> {
            if (!key.date().isBefore(oldest)) {
                entries.addAll(day.entries());
            }
        });
        return entries;
    }

    private static String identity(Event event) {
        return Sha256.digest(event.source() + "\n" + event.id());
    }
}
