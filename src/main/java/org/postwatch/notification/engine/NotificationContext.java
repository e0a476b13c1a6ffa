package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.postwatch.notification.model.DistrictHmac;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;

/** What all desks share: the state, the agenda and the clock. */
final class NotificationContext {
    private final StateStore store;
    private final NotificationTimerIndex timers;
    private final DistrictSecretSource secrets;
    private final NotificationOutput output;
    private final Map<String, EffectiveRouting> effectiveRoutings = new HashMap<>();
    private final Map<String, DistrictHmac> hmacs = new HashMap<>();
    private Instant now;
    private Instant persistedClock;
    private Instant maxClock = Instant.MAX;

    /** Kept, as every decision asks for it; by identity, as the ledger hands out what it has decoded once. */
    private record EffectiveRouting(RoutingConfig documents, RetainedDenials denials, RoutingConfig routing) {}

    NotificationContext(StateStore ledger, DistrictSecretSource secrets, NotificationOutput out) {
        this.secrets = secrets;
        this.output = out;
        this.store = ledger;
        this.timers = new NotificationTimerIndex(ledger);
        this.now = ledger.get(NotificationTables.CLOCK, "")
                .map(NotificationTables.StoredInstant::time)
                .orElse(Instant.EPOCH);
        this.persistedClock = now;
    }

    StateStore store() {
        return store;
    }

    NotificationTimerIndex timers() {
        return timers;
    }

    Instant now() {
        return now;
    }

    /** From here on nothing turns the clock beyond {@code newLatest}; returns where it stood if it had to be set back. */
    Optional<Instant> limitClock(Instant newLatest) {
        maxClock = newLatest;
        Instant before = now;
        if (!before.isAfter(maxClock)) {
            return Optional.empty();
        }
        now = maxClock;
        persistClock();
        return Optional.of(before);
    }

    void advanceClock(Instant stamp) {
        Instant time = stamp.isAfter(maxClock) ? maxClock : stamp;
        now = time.isAfter(now) ? time : now;
    }

    /** Keeps the clock for a restart. */
    void persistClock() {
        if (!now.equals(persistedClock)) {
            store.put(NotificationTables.CLOCK, "", new NotificationTables.StoredInstant(now));
            persistedClock = now;
        }
    }

    /** A district's routing as its documents state it, with all that was ever barred there and not lifted. */
    Optional<RoutingConfig> routing(String district) {
        return store.get(NotificationTables.ROUTINGS, district).map(documents -> {
            RetainedDenials bars = retainedDenials(district);
            EffectiveRouting known = effectiveRoutings.get(district);
            if (known == null || known.documents != documents || known.denials != bars) {
                known = new EffectiveRouting(documents, bars, documents.withDenials(bars));
                effectiveRoutings.put(district, known);
            }
            return known.routing;
        });
    }

    /** The keys of a district; its secret is made when nobody needed one before. */
    DistrictHmac hmac(String district) {
        return hmacs.computeIfAbsent(district, id -> new DistrictHmac(secret(id)));
    }

    private DistrictSecret secret(String district) {
        return store.get(NotificationTables.SECRETS, district).orElseGet(() -> {
            DistrictSecret secret = secrets.getOrCreateSecret(district);
            store.put(NotificationTables.SECRETS, district, secret);
            output.publishSecret(district, secret);
            return secret;
        });
    }

    RetainedDenials retainedDenials(String district) {
        return store.get(NotificationTables.RETAINED_DENIALS, district).orElse(RetainedDenials.NONE);
    }

    Optional<AlertState> alertState(String district, String matter) {
        return store.get(NotificationTables.ALERTS, district + "/" + matter);
    }

    <T> void forEachInDistrict(StateTable<T> table, String district, BiConsumer<String, T> visitor) {
        store.scan(table, district + "/", visitor);
    }
}
