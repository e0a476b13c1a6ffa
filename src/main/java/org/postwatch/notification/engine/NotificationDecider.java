package org.postwatch.notification.engine;

import java.util.List;
import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/** Settles each line that has news: it is told, held, refused, passed over, or waits in its group. */
final class NotificationDecider {
    static final String ALREADY_OVER = "over";

    private final NotificationContext context;
    private final SuppressionRules suppression;
    private final AlertGrouper groups;
    private final DigestScheduler digests;
    private final NoticePublisher publisher;

    NotificationDecider(
            NotificationContext office,
            SuppressionRules gate,
            AlertGrouper groups,
            DigestScheduler digests,
            NoticePublisher outbox) {
        this.context = office;
        this.suppression = gate;
        this.groups = groups;
        this.digests = digests;
        this.publisher = outbox;
    }

    /** It is over before the recipient knew: nobody is called for it. */
    void skip(RoutingConfig routing, AlertStateEditor dossier, String id, RecipientState line) {
        Recipient recipient = routing.recipients().get(id);
        Alert matter = dossier.alert();
        groups.removeMember(dossier, id, line);
        if (recipient == null) {
            dossier.recipients().remove(id);
            return;
        }
        boolean digest = matter.status() == Alert.AlertStatus.CLOSED && digests.acceptsDigest(routing, recipient);
        RecipientState.Suppression hold = SuppressionRules.findDenial(routing, recipient, matter)
                .orElseGet(() -> new RecipientState.Suppression(
                        DisclosureRecord.DisclosureOutcome.SKIPPED,
                        ALREADY_OVER,
                        matter.status().wireName()
                                + " when it became known to be told"
                                + (digest ? "; goes into the digest" : "; nobody is called for what is over"),
                        AlertState.NEVER));
        if (hold.outcome() == DisclosureRecord.DisclosureOutcome.SKIPPED
                || !hold.isAlreadyRecorded(line.suppression())) {
            publisher.record(recipient, matter, hold);
        }
        if (digest && hold.outcome() == DisclosureRecord.DisclosureOutcome.SKIPPED) {
            digests.add(routing, recipient, matter);
        }
        dossier.recipients().put(id, line.dropPending(hold));
    }

    void removeRecipient(AlertStateEditor dossier, String recipient, RecipientState line) {
        groups.removeMember(dossier, recipient, line);
        dossier.recipients().remove(recipient);
    }

    /** Tells what can be told, and holds the rest. */
    void decide(RoutingConfig routing, AlertStateEditor dossier) {
        for (String id : List.copyOf(dossier.recipients().keySet())) {
            RecipientState line = dossier.recipients().get(id);
            Recipient recipient = routing.recipients().get(id);
            if (recipient == null) {
                removeRecipient(dossier, id, line);
            } else if (line.pending().isPresent()) {
                dossier.recipients().put(id, decide(routing, dossier, recipient, line));
            }
        }
    }

    private RecipientState decide(
            RoutingConfig routing, AlertStateEditor dossier, Recipient recipient, RecipientState line) {
        Alert matter = dossier.alert();
        Optional<RecipientState.Suppression> hold = suppression.check(routing, dossier, recipient, line);
        if (hold.isPresent()) {
            if (!hold.get().isAlreadyRecorded(line.suppression())) {
                publisher.record(recipient, matter, hold.get());
            }
            if (hold.get().outcome() == DisclosureRecord.DisclosureOutcome.DENIED) {
                return deny(dossier, recipient, line, hold.get());
            }
            if (!line.wasNotifiedActive()) {
                groups.removeMember(dossier, recipient.id(), line);
                return line.withGroup("").withSuppression(hold.get());
            }
            return line.withSuppression(hold.get());
        }
        Optional<RecipientState> grouped = groups.addToGroup(routing, dossier, recipient, line);
        if (grouped.isPresent()) {
            grouped.get()
                    .suppression()
                    .filter(pause -> !pause.isAlreadyRecorded(line.suppression()))
                    .ifPresent(pause -> publisher.record(recipient, matter, pause));
            return grouped.get();
        }
        groups.removeMember(dossier, recipient.id(), line);
        RecipientState.PendingNotification news = line.pending().orElseThrow();
        String because = line.route() + (news.cause().isEmpty() ? "" : "; " + news.cause());
        List<AlertState> one = List.of(dossier.toState(Optional.of(routing)));
        publisher.publish(
                routing,
                recipient,
                new NoticePublisher.NoticeRequest(matter.id(), news.stage(), matter.status(), one, because));
        return line.withGroup("").notified(matter.status(), context.now());
    }

    /**
     * Sends an update, which calls nobody, to every recipient that knows of it as open and has no notice waiting, which would
     * contain the same. While a silence holds, the update waits.
     */
    void publishUpdates(RoutingConfig routing, AlertStateEditor dossier) {
        if (!dossier.isUpdateDue(context.now())) {
            return;
        }
        Optional<RecipientState.Suppression> silence = suppression.findSilence(dossier.alert());
        if (silence.isPresent()) {
            dossier.scheduleUpdate(silence.get().until());
            return;
        }
        dossier.markUpdated(context.now());
        List<AlertState> one = List.of(dossier.toState(Optional.of(routing)));
        dossier.recipients().forEach((id, line) -> {
            Recipient recipient = routing.recipients().get(id);
            boolean knows = recipient != null
                    && line.wasNotifiedActive()
                    && line.pending().isEmpty();
            if (knows && line.group().isEmpty()) {
                Alert matter = dossier.alert();
                String because = line.route() + "; other reasons";
                publisher.publishUpdate(
                        routing,
                        recipient,
                        new NoticePublisher.NoticeRequest(
                                matter.id(), NoticeStage.UPDATED, matter.status(), one, because));
            } else if (knows) {
                groups.scheduleUpdate(dossier.alert(), id, line);
            }
        });
    }

    /** What was told before is taken back as far as it goes: its notice goes out of the topic. */
    RecipientState deny(
            AlertStateEditor dossier, Recipient recipient, RecipientState line, RecipientState.Suppression hold) {
        groups.removeMember(dossier, recipient.id(), line);
        publisher.remove(dossier.alert().district() + "/" + recipient.id() + "/"
                + dossier.alert().id());
        return line.reset(hold);
    }
}
