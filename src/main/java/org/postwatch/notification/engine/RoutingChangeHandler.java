package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.PlanRevision;
import org.postwatch.state.StateTable;

/**
 * Applies a changed routing while alerts are open. Recipients that are removed or denied get nothing more, not even that an
 * alert closed; added recipients are notified of what is open. A recipient that now belongs to another agency is both: it
 * counts as never notified.
 */
final class RoutingChangeHandler {
    private final NotificationContext context;
    private final AlertProcessor alerts;
    private final AlertGroups groups;
    private final DigestScheduler digests;
    private final NoticePublisher publisher;
    private final NoticeResender resender;
    private final DisclosureLog disclosures;
    private final DeliveryFailureHandler deliveryFailures;

    RoutingChangeHandler(
            NotificationContext context,
            AlertProcessor alerts,
            AlertGroups groups,
            DigestScheduler digests,
            NoticePublisher publisher,
            NoticeResender resender,
            DisclosureLog disclosures,
            DeliveryFailureHandler deliveryFailures) {
        this.context = context;
        this.alerts = alerts;
        this.groups = groups;
        this.digests = digests;
        this.publisher = publisher;
        this.resender = resender;
        this.disclosures = disclosures;
        this.deliveryFailures = deliveryFailures;
    }

    void handle(RoutingConfig documents) {
        applyChange(documents.district(), () -> {
            saveDenials(
                    documents.district(),
                    context.retainedDenials(documents.district()).with(documents.mandatoryDenials()));
            context.store().put(NotificationTables.ROUTINGS, documents.district(), documents);
        });
    }

    /** Keeps the denials of applied documents from now on, without those that the author of the change lifted. */
    void handle(PlanRevision applied) {
        String district = applied.district();
        SortedSet<MandatoryDenial> lifted = RetainedDenials.parseAll(applied.liftedDenials());
        lifted.retainAll(context.retainedDenials(district).denials());
        applyChange(
                district,
                () -> saveDenials(district, context.retainedDenials(district).updatedBy(applied)));
        Actor actor = new Actor(applied.author(), Optional.empty());
        for (MandatoryDenial denial : lifted) {
            disclosures.recordOperatorAction(
                    district,
                    denial.toString(),
                    Alert.MANDATORY_DENIAL_LIFTED,
                    "lifts the mandatory denial: " + applied.reason(),
                    actor);
            context.routing(district)
                    .map(routing -> EngineAlerts.denialLifted(routing, denial, applied))
                    .ifPresent(this::openLiftedAlert);
        }
    }

    /** Not when it is over by now: a rebuild reads of lifts that were notified long ago. */
    private void openLiftedAlert(Alert lifted) {
        Optional<Instant> over = EngineAlerts.autoCloseAt(lifted).filter(end -> !end.isAfter(context.now()));
        alerts.handle(
                over.map(end -> EngineAlerts.asClosed(lifted, end, "24 h")).orElse(lifted), NoticeStage.OPENED);
    }

    private void saveDenials(String district, RetainedDenials denials) {
        if (!context.store().get(NotificationTables.RETAINED_DENIALS, district).equals(Optional.of(denials))) {
            context.store().put(NotificationTables.RETAINED_DENIALS, district, denials);
        }
    }

    private void applyChange(String district, Runnable change) {
        Optional<RoutingConfig> before = context.routing(district);
        change.run();
        context.routing(district)
                .filter(now -> !before.equals(Optional.of(now)))
                .ifPresent(now -> reconcile(before, now));
    }

    private void reconcile(Optional<RoutingConfig> before, RoutingConfig routing) {
        String district = routing.district();
        Set<String> reassigned =
                before.map(known -> reassignedRecipients(known, routing)).orElse(Set.of());
        Predicate<String> isGone = id -> reassigned.contains(id) || isRemovedOrDenied(routing, id);
        keysWhere(NotificationTables.GROUPS, district, group -> isGone.test(group.recipient()))
                .forEach(groups::remove);
        keysWhere(NotificationTables.DIGESTS, district, digest -> isGone.test(digest.recipient()))
                .forEach(digests::remove);
        keysWhere(
                        NotificationTables.NOTICES,
                        district,
                        sent -> isGone.test(sent.notice().recipient()) || mustBeRemoved(routing, sent))
                .forEach(publisher::remove);
        List<AlertState> states = new ArrayList<>();
        context.forEachInDistrict(NotificationTables.ALERTS, district, (key, state) -> states.add(state));
        // Silent feeds first: who knows of one decides what it suppresses.
        states.sort(Comparator.comparing(state -> !state.alert().kind().equals(Alert.FEED_SILENT)));
        states.forEach(state -> reroute(routing, state, reassigned));
        keysWhere(NotificationTables.GROUPS, district, group -> true).forEach(groups::removeIfEmpty);
        keysWhere(NotificationTables.NOTICES, district, sent -> true).forEach(key -> {
            NoticeState sent =
                    context.store().get(NotificationTables.NOTICES, key).orElseThrow();
            resender.retractDenied(
                    routing, routing.recipients().get(sent.notice().recipient()), sent);
        });
    }

    private void reroute(RoutingConfig routing, AlertState state, Set<String> reassigned) {
        alerts.removeRecipients(state, reassigned);
        Alert alert = state.alert();
        if (alert.kind().equals(Alert.DELIVERY_FAILED) && !alert.isOver()) {
            String recipient = alert.labels().get("recipient");
            if (!routing.recipients().containsKey(recipient)) {
                deliveryFailures.close(alert, "recipient removed");
            } else if (reassigned.contains(recipient)) {
                deliveryFailures.close(alert, "recipient of another agency");
            }
        }
        context.alertState(alert.district(), alert.id()).ifPresent(now -> alerts.reroute(routing, now));
    }

    /** Recipients whose id is now another agency's. */
    private static Set<String> reassignedRecipients(RoutingConfig before, RoutingConfig now) {
        return before.recipients().values().stream()
                .filter(former -> {
                    Recipient recipient = now.recipients().get(former.id());
                    return recipient != null && !recipient.agency().equals(former.agency());
                })
                .map(Recipient::id)
                .collect(Collectors.toSet());
    }

    private static boolean isRemovedOrDenied(RoutingConfig routing, String id) {
        Recipient recipient = routing.recipients().get(id);
        return recipient == null || routing.policy().denies(recipient);
    }

    private boolean mustBeRemoved(RoutingConfig routing, NoticeState sent) {
        return isUnwantedWatchdog(routing, sent) || disclosesDenied(routing, sent);
    }

    private static boolean isUnwantedWatchdog(RoutingConfig routing, NoticeState sent) {
        return sent.notice().subject().equals(NoticePublisher.WATCHDOG)
                && !routing.recipients().get(sent.notice().recipient()).receivesWatchdog();
    }

    /** It discloses an alert that the recipient may no longer know of; the notice of an open group is redacted instead. */
    private boolean disclosesDenied(RoutingConfig routing, NoticeState sent) {
        boolean openGroup = sent.notice().subject().startsWith(AlertGroups.SUBJECT_PREFIX)
                && sent.expiresAt().equals(AlertState.NEVER);
        Recipient recipient = routing.recipients().get(sent.notice().recipient());
        return !openGroup
                && sent.alertIds().stream()
                        .flatMap(id -> context.alertState(routing.district(), id).stream())
                        .anyMatch(state -> PolicyStep.findDenial(routing, recipient, state.alert())
                                .isPresent());
    }

    private <K, V> List<K> keysWhere(StateTable<K, V> table, String district, Predicate<V> wanted) {
        List<K> keys = new ArrayList<>();
        context.forEachInDistrict(table, district, (key, value) -> {
            if (wanted.test(value)) {
                keys.add(key);
            }
        });
        return keys;
    }
}
