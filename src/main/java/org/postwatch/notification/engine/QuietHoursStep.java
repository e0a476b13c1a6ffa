package org.postwatch.notification.engine;

import java.util.Optional;
import org.postwatch.notification.route.Route;

/** Suppresses in the quiet hours of the recipient's route what is not severe enough for them. */
final class QuietHoursStep implements WithholdStep {
    private final NotificationContext context;

    QuietHoursStep(NotificationContext context) {
        this.context = context;
    }

    @Override
    public Optional<Decision.Suppress> decide(DecisionInput input) {
        String route = input.state().route();
        return input.routing()
                .route(route)
                .flatMap(Route::quietHours)
                .flatMap(quiet -> quiet.endOfCurrent(context.now(), input.alert(), input.routing()))
                .map(end -> new Decision.Suppress(
                        new WithheldReason.WithinQuietHours(
                                route,
                                end.atZone(input.routing().zoneOf(input.alert()))
                                        .toLocalTime()),
                        end));
    }
}
