package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Fingerprint;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.route.LabelMatcher;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;

/** Puts alerts that are not urgent into the group of their route; a recipient who knows of one keeps its group. */
final class GroupStep {
    private static final int HASH_LENGTH = 12;

    private final NotificationContext context;

    GroupStep(NotificationContext context) {
        this.context = context;
    }

    /** Empty when the recipient gets a notice of its own. */
    Optional<Decision.JoinGroup> decide(DecisionInput input) {
        if (input.alert().isUrgent()) {
            return Optional.empty();
        }
        RecipientState state = input.state();
        if (state.wasNotifiedActive()) {
            return findGroup(input, state.group())
                    .map(group -> bypassesInterval(input) ? expedite(input.routing(), group) : group)
                    .map(group -> new Decision.JoinGroup(state.group(), group));
        }
        Optional<Route> route = input.routing().route(state.route());
        return route.flatMap(Route::group).map(grouping -> {
            String name = groupName(route.get(), grouping, input.alert());
            return new Decision.JoinGroup(
                    name, findGroup(input, name).orElseGet(() -> createGroup(input, route.get(), grouping, name)));
        });
    }

    private Optional<AlertGroup> findGroup(DecisionInput input, String name) {
        return context.store()
                .get(
                        NotificationTables.GROUPS,
                        AlertGroups.key(input.alert(), input.recipient().id(), name));
    }

    /** Its severity rose, and its route groups nothing: it does not wait for the interval. */
    private static boolean bypassesInterval(DecisionInput input) {
        return input.state()
                        .pending()
                        .filter(pending -> pending.stage() == NoticeStage.ESCALATED)
                        .isPresent()
                && input.routing()
                        .route(input.state().route())
                        .filter(route -> route.group().isEmpty())
                        .isPresent();
    }

    private AlertGroup expedite(RoutingConfig routing, AlertGroup group) {
        Instant soon = context.now().plus(AlertGroups.groupWait(routing, group));
        return group.due().isAfter(soon) ? group.withDue(soon) : group;
    }

    private AlertGroup createGroup(DecisionInput input, Route route, Route.Grouping grouping, String name) {
        Instant now = context.now();
        String subject =
                AlertGroups.SUBJECT_PREFIX + Fingerprint.of(name + "\n" + now).substring(0, HASH_LENGTH);
        return new AlertGroup(
                input.recipient().id(),
                route.path(),
                subject,
                grouping.groupInterval(),
                now.plus(grouping.groupWait()),
                Optional.empty(),
                false);
    }

    private static String groupName(Route route, Route.Grouping grouping, Alert alert) {
        String values = grouping.groupBy().stream()
                .map(label -> LabelMatcher.labelValue(label, alert).orElse(""))
                .collect(Collectors.joining("\n"));
        return Fingerprint.of(route.path() + "\n" + values).substring(0, HASH_LENGTH);
    }
}
