package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.postwatch.notification.model.DistrictHmac;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.state.BoundedCache;
import org.postwatch.state.DueTimer;
import org.postwatch.state.EngineClock;
import org.postwatch.state.FailureBackoff;
import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;
import org.postwatch.state.TimedStateStore;
import org.postwatch.state.TimerIndex;

/** What all desks share: the state, the agenda and the clock. */
final class NotificationContext {
    /** Districts of which something is cached; at most twice as many. */
    static final int MAX_CACHED_DISTRICTS = 5_000;

    private final StateStore store;
    private final NotificationTimerIndex timers;
    private final TimerIndex<NotificationTimer> timerIndex;
    private final EngineClock<NotificationTables.StoredInstant> clock;
    private final DistrictSecretSource secrets;
    private final NotificationOutput output;
    private final BoundedCache<String, EffectiveRouting> effectiveRoutings = new BoundedCache<>(MAX_CACHED_DISTRICTS);
    private final BoundedCache<String, DistrictHmac> hmacs = new BoundedCache<>(MAX_CACHED_DISTRICTS);

    /** Kept, as every decision asks for it; by identity, as the ledger hands out what it has decoded once. */
    private record EffectiveRouting(RoutingConfig documents, RetainedDenials denials, RoutingConfig routing) {}

    NotificationContext(StateStore stateStore, DistrictSecretSource secrets, NotificationOutput out) {
        TimedStateStore<NotificationTimer> timed = new TimedStateStore<>(stateStore, NotificationTimer.class);
        this.secrets = secrets;
        this.output = out;
        this.store = timed;
        this.timers = new NotificationTimerIndex(timed);
        this.timerIndex = timed.timers();
        this.clock =
                new EngineClock<>(timed, NotificationTables.CLOCK, new NotificationTables.StoredInstant(Instant.EPOCH));
    }

    StateStore store() {
        return store;
    }

    NotificationTimerIndex timers() {
        return timers;
    }

    Instant now() {
        return clock.time();
    }

    EngineClock<NotificationTables.StoredInstant> clock() {
        return clock;
    }

    /** Runs timers that are due, at most {@code limit} of them; returns whether more may be due. */
    boolean runDueTimers(int limit, FailureBackoff backoff, Consumer<DueTimer<NotificationTimer>> action) {
        return timerIndex.runDue(EnumSet.allOf(NotificationTimer.class), now(), limit, backoff, action);
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
        return hmacs.getOrLoad(district, id -> new DistrictHmac(secret(id)));
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

    void save(AlertStateEditor editor) {
        timers.put(
                NotificationTimerIndex.ALERTS,
                editor.key(),
                editor.toState(routing(editor.alert().district())));
    }

    <T> void forEachInDistrict(StateTable<T> table, String district, BiConsumer<String, T> visitor) {
        store.scan(table, district + "/", visitor);
    }
}
