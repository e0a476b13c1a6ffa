package org.postwatch.notification.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.LocalDateTimeRange;

/** Once a day, what was over before anybody needed to be called for it. */
final class DigestScheduler {
    static final String SUBJECT_PREFIX = "~digest/";

    private final NotificationContext context;
    private final NoticePublisher publisher;

    DigestScheduler(NotificationContext context, NoticePublisher publisher) {
        this.context = context;
        this.publisher = publisher;
    }

    /** Pagers take none; nor does a class that the policy grants none. */
    boolean acceptsDigest(RoutingConfig routing, Recipient recipient) {
        return !recipient.address().isPager()
                && routing.policy().decide(recipient, Alert.DIGEST, false) instanceof PolicyDecision.Granted;
    }

    void add(RoutingConfig routing, Recipient recipient, Alert matter) {
        String key = routing.district() + "/" + recipient.id();
        context.store().put(NotificationTables.DIGEST_ALERTS, key + "/" + matter.id(), new AlertRef(matter.id()));
        if (context.store().get(NotificationTables.DIGESTS, key).isEmpty()) {
            context.timers()
                    .put(NotificationTimerIndex.DIGESTS, key, new PendingDigest(recipient.id(), nextDigestAt(routing)));
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

    /** Writes a digest if it is due; what opened again meanwhile is no longer of the past. */
    void publishIfDue(String key) {
        context.store()
                .get(NotificationTables.DIGESTS, key)
                .filter(digest -> !digest.due().isAfter(context.now()))
                .ifPresent(digest -> publish(key, digest));
    }

    private void publish(String key, PendingDigest digest) {
        String district = key.substring(0, key.indexOf('/'));
        List<AlertState> over = new ArrayList<>();
        context.store().scan(NotificationTables.DIGEST_ALERTS, key + "/", (row, mark) -> {
            context.alertState(district, mark.alertId())
                    .filter(affair -> affair.alert().status() == Alert.AlertStatus.CLOSED)
                    .ifPresent(over::add);
        });
        RoutingConfig routing = context.routing(district).orElseThrow();
        Recipient recipient = routing.recipients().get(digest.recipient());
        Optional<List<AlertState>> granted = Optional.ofNullable(recipient)
                .filter(known -> acceptsDigest(routing, known))
                .map(known -> over.stream()
                        .filter(affair -> PolicyStep.findDenial(routing, known, affair.alert())
                                .isEmpty())
                        .toList())
                .filter(affairs -> !affairs.isEmpty());
        granted.ifPresent(affairs -> publisher.publish(
                routing,
                recipient,
                new NoticeRequest(
                        SUBJECT_PREFIX + digest.due().atZone(routing.zone()).toLocalDate(),
                        NoticeStage.DIGEST,
                        Alert.AlertStatus.CLOSED,
                        affairs,
                        "digest of alerts that closed before notification")));
        remove(key);
    }

    void remove(String key) {
        context.store()
                .scan(
                        NotificationTables.DIGEST_ALERTS,
                        key + "/",
                        (row, mark) -> context.store().delete(NotificationTables.DIGEST_ALERTS, row));
        context.timers().delete(NotificationTimerIndex.DIGESTS, key);
    }
}
