package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.postwatch.event.DistrictKey;
import org.postwatch.incident.IncidentKey;
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

/** What all steps and handlers share: the state, its timers, the clock, and the routing in force. */
final class NotificationContext {
    /** Districts of which something is cached; at most twice as many. */
    static final int MAX_CACHED_DISTRICTS = 5_000;

    private final StateStore store;
    private final TimerIndex<NotificationTimer> timerIndex;
    private final EngineClock<NotificationTables.StoredInstant> clock;
    private final DistrictSecretSource secrets;
    private final NotificationOutput output;
    private final BoundedCache<String, EffectiveRouting> effectiveRoutings = new BoundedCache<>(MAX_CACHED_DISTRICTS);
    private final BoundedCache<String, DistrictHmac> hmacs = new BoundedCache<>(MAX_CACHED_DISTRICTS);

    /** Cached, as every decision asks for it; compared by identity, as the store returns the same object again. */
    private record EffectiveRouting(RoutingConfig documents, RetainedDenials denials, RoutingConfig routing) {}

    NotificationContext(StateStore stateStore, DistrictSecretSource secrets, NotificationOutput out) {
        TimedStateStore<NotificationTimer> timed = new TimedStateStore<>(stateStore, NotificationTimer.class);
        this.secrets = secrets;
        this.output = out;
        this.store = timed;
        this.timerIndex = timed.timers();
        this.clock =
                new EngineClock<>(timed, NotificationTables.CLOCK, new NotificationTables.StoredInstant(Instant.EPOCH));
    }

    StateStore store() {
        return store;
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

    /** A district's routing as its documents state it, with all denials that were ever in force and not lifted. */
    Optional<RoutingConfig> routing(String district) {
        return store.get(NotificationTables.ROUTINGS, district).map(documents -> {
            RetainedDenials denials = retainedDenials(district);
            EffectiveRouting known = effectiveRoutings.get(district);
            if (known == null || known.documents != documents || known.denials != denials) {
                known = new EffectiveRouting(documents, denials, documents.withDenials(denials));
                effectiveRoutings.put(district, known);
            }
            return known.routing;
        });
    }

    /** Visits the routing of every district; the visitor may change the state. */
    void forEachRouting(Consumer<RoutingConfig> visitor) {
        store.forEach(
                NotificationTables.ROUTINGS,
                (district, documents) -> routing(district).ifPresent(visitor));
    }

    /** The keys of a district; its secret is created when it is first needed. */
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

    Optional<AlertState> alertState(String district, String alertId) {
        return store.get(NotificationTables.ALERTS, new IncidentKey(district, alertId));
    }

    void save(AlertStateEditor editor) {
        store.put(
                NotificationTables.ALERTS,
                editor.key(),
                editor.toState(routing(editor.alert().district())));
    }

    <K, V> void forEachInDistrict(StateTable<K, V> table, String district, BiConsumer<K, V> visitor) {
        store.scan(table, DistrictKey.prefix(district), visitor);
    }
}
