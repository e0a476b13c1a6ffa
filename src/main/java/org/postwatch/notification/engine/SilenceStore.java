package org.postwatch.notification.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.postwatch.event.DistrictKey;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.EngineAlertKind;
import org.postwatch.notification.route.LabelMatcher;
import org.postwatch.state.BoundedCache;

/** The silences of each district, with a cache, as every decision asks for them. */
final class SilenceStore {
    /** Of one district at one time. */
    static final int MAX_SILENCES = 1_000;

    private final NotificationContext context;
    private final BoundedCache<String, List<Silence>> cache =
            new BoundedCache<>(NotificationContext.MAX_CACHED_DISTRICTS);

    SilenceStore(NotificationContext context) {
        this.context = context;
    }

    List<Silence> forDistrict(String district) {
        return cache.getOrLoad(district, id -> {
            List<Silence> all = new ArrayList<>();
            context.forEachInDistrict(NotificationTables.SILENCES, id, (key, silence) -> all.add(silence));
            return all;
        });
    }

    Optional<Silence> find(String district, String id) {
        return context.store().get(NotificationTables.SILENCES, new DistrictKey(district, id));
    }

    void put(String district, Silence silence) {
        context.store().put(NotificationTables.SILENCES, new DistrictKey(district, silence.id()), silence);
        cache.remove(district);
    }

    void delete(String district, String id) {
        context.store().delete(NotificationTables.SILENCES, new DistrictKey(district, id));
        cache.remove(district);
    }

    /** The active silence that covers an alert for longest; never one for the end of a silence or a lifted denial. */
    Optional<Silence> findLongest(Alert alert) {
        if (EngineAlertKind.find(alert.kind())
                .filter(kind -> !kind.isSilenceable())
                .isPresent()) {
            return Optional.empty();
        }
        return forDistrict(alert.district()).stream()
                .filter(silence -> silence.isActiveAt(context.now())
                        && LabelMatcher.findMismatch(silence.match(), alert).isEmpty())
                .max(Comparator.comparing(Silence::until).thenComparing(Silence::id));
    }
}
