package org.postwatch.notification.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientKey;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.LocalDateTimeRange;

/** Notifies once a day of the alerts that ended before their recipients were notified of them. */
final class DigestScheduler {
    static final String SUBJECT_PREFIX = "~digest/";

    private final NotificationContext context;
    private final NoticePublisher publisher;

    DigestScheduler(NotificationContext context, NoticePublisher publisher) {
        this.context = context;
        this.publisher = publisher;
    }

    /** False for pagers and for classes to which the policy grants no digest. */
    boolean acceptsDigest(RoutingConfig routing, Recipient recipient) {
        return !recipient.address().isPager()
                && routing.policy().decide(recipient, Alert.DIGEST, false) instanceof PolicyDecision.Granted;
    }

    void add(RoutingConfig routing, Recipient recipient, Alert alert) {
        RecipientKey key = new RecipientKey(routing.district(), recipient.id());
        context.store().put(NotificationTables.DIGEST_ALERTS, new NoticeKey(key, alert.id()), new AlertRef(alert.id()));
        if (context.store().get(NotificationTables.DIGESTS, key).isEmpty()) {
            context.store()
                    .put(NotificationTables.DIGESTS, key, new PendingDigest(recipient.id(), nextDigestAt(routing)));
        }
    }

    private Instant nextDigestAt(RoutingConfig routing) {
        LocalDate today = context.now().atZone(routing.zone()).toLocalDate();
        Instant at = digestAt(routing, today);
        return at.isAfter(context.now()) ? at : digestAt(routing, today.plusDays(1));
    }

    private static Instant digestAt(RoutingConfig routing, LocalDate date) {
        return LocalDateTimeRange.startOf(date.atTime(routing.settings().digestAt()), routing.zone());
    }

    /** Publishes a digest if it is due, without alerts that have opened again. */
    void publishIfDue(RecipientKey key) {
        context.store()
                .get(NotificationTables.DIGESTS, key)
                .filter(digest -> !digest.due().isAfter(context.now()))
                .ifPresent(digest -> publish(key, digest));
    }

    private void publish(RecipientKey key, PendingDigest digest) {
        String district = key.district();
        List<AlertState> closed = new ArrayList<>();
        context.store().scan(NotificationTables.DIGEST_ALERTS, key.prefix(), (row, ref) -> {
            context.alertState(district, ref.alertId())
                    .filter(state -> state.alert().status() == Alert.AlertStatus.CLOSED)
                    .ifPresent(closed::add);
        });
        RoutingConfig routing = context.routing(district).orElseThrow();
        Recipient recipient = routing.recipients().get(digest.recipient());
        Optional<List<AlertState>> granted = Optional.ofNullable(recipient)
                .filter(known -> acceptsDigest(routing, known))
                .map(known -> closed.stream()
                        .filter(state -> PolicyStep.findDenial(routing, known, state.alert())
                                .isEmpty())
                        .toList())
                .filter(states -> !states.isEmpty());
        granted.ifPresent(states -> publisher.publish(
                routing,
                recipient,
                new NoticeRequest(
                        SUBJECT_PREFIX + digest.due().atZone(routing.zone()).toLocalDate(),
                        NoticeStage.DIGEST,
                        Alert.AlertStatus.CLOSED,
                        states,
                        NoticeCause.DIGEST)));
        remove(key);
    }

    void remove(RecipientKey key) {
        context.store()
                .scan(
                        NotificationTables.DIGEST_ALERTS,
                        key.prefix(),
                        (row, ref) -> context.store().delete(NotificationTables.DIGEST_ALERTS, row));
        context.store().delete(NotificationTables.DIGESTS, key);
    }
}
