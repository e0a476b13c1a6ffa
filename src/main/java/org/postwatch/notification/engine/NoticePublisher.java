package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.RoutingConfig;

/**
 * Writes notices, and beside each what was told under which rule. Fields are redacted here and nowhere else: nothing
 * leaves that the policy does not grant at that moment.
 */
final class NoticePublisher {
    static final String WATCHDOG = "~watchdog";
    private static final String RESENT_PREFIX = "sent again: ";
    private static final String REDACTED_PREFIX = "with less, as the policy has it now: ";

    private final NotificationContext context;
    private final NotificationOutput output;

    NoticePublisher(NotificationContext office, NotificationOutput out) {
        this.context = office;
        this.output = out;
    }

    /**
     * What a notice is about, why, and what it says of it.
     *
     * @param asBefore the matters of which it says what its last revision said: their news is held
     */
    record NoticeRequest(
            String subject,
            Notice.NoticeStage stage,
            Alert.AlertStatus status,
            List<AlertState> alerts,
            Set<String> unchangedAlerts,
            String cause) {
        NoticeRequest(
                String subject,
                Notice.NoticeStage stage,
                Alert.AlertStatus status,
                List<AlertState> affairs,
                String because) {
            this(subject, stage, status, affairs, Set.of(), because);
        }
    }

    private record DisclosedAlert(Alert alert, Notice.NoticeItem item, PolicyDecision.Granted granted) {}

    /** Writes the next revision; matters that the policy refuses are not in it. */
    void publish(RoutingConfig routing, Recipient recipient, NoticeRequest letter) {
        DisclosedContent shown = disclose(routing, recipient, letter);
        publishRevision(
                routing.district(),
                recipient,
                letter,
                shown,
                CallState.next(letter.stage(), lastNotice(routing, recipient, letter)));
    }

    /** Writes an update for a recipient who knows of the matter, unless the last revision says the same. */
    void publishUpdate(RoutingConfig routing, Recipient recipient, NoticeRequest letter) {
        Optional<NoticeState> last = lastNotice(routing, recipient, letter);
        DisclosedContent shown = disclose(routing, recipient, letter);
        boolean known = last.isEmpty()
                || shown.alerts().isEmpty()
                || isOver(last.get().notice())
                || last.get().notice().items().equals(shown.items());
        if (!known) {
            publishRevision(routing.district(), recipient, letter, shown, CallState.next(letter.stage(), last));
        }
    }

    private Optional<NoticeState> lastNotice(RoutingConfig routing, Recipient recipient, NoticeRequest letter) {
        return findNotice(routing.district(), recipient.id(), letter.subject());
    }

    /** @param matters all that it is about, also those that there is no room for */
    private record DisclosedContent(List<DisclosedAlert> alerts, int alertCount) {
        List<Notice.NoticeItem> items() {
            return alerts.stream().map(DisclosedAlert::item).toList();
        }
    }

    private DisclosedContent disclose(RoutingConfig routing, Recipient recipient, NoticeRequest letter) {
        Map<String, Notice.NoticeItem> before = new HashMap<>();
        findNotice(routing.district(), recipient.id(), letter.subject()).ifPresent(last -> {
            for (int i = 0; i < last.alertIds().size(); i++) {
                before.put(last.alertIds().get(i), last.notice().items().get(i));
            }
        });
        List<DisclosedAlert> told = new ArrayList<>();
        int unseen = 0;
        for (AlertState affair : letter.alerts().stream()
                .sorted(NoticeContent.byDescendingSeverity(routing))
                .toList()) {
            Alert matter = affair.alert();
            if (!(routing.policy().decide(recipient, matter) instanceof PolicyDecision.Granted granted)) {
                continue;
            }
            if (!letter.unchangedAlerts().contains(matter.id())) {
                told.add(new DisclosedAlert(
                        matter,
                        NoticeContent.disclosableItem(context.hmac(routing.district()), routing, affair, granted),
                        granted));
            } else if (before.containsKey(matter.id())) {
                told.add(new DisclosedAlert(
                        matter, NoticeContent.redact(routing, matter, before.get(matter.id()), granted), granted));
            } else {
                unseen++;
            }
        }
        return new DisclosedContent(told.subList(0, Math.min(told.size(), Notice.MAX_ITEMS)), told.size() + unseen);
    }

    /**
     * The last notice once more: what it said, as far as the policy still grants it, and nothing that came since.
     *
     * @return false when nothing is left of it
     */
    boolean resend(RoutingConfig routing, Recipient recipient, NoticeState sent) {
        Notice last = sent.notice();
        if (last.subject().equals(WATCHDOG)) {
            publishWatchdog(routing, recipient, routing.district());
            return true;
        }
        return publishAgain(routing, recipient, sent, stillDisclosable(routing, recipient, sent), RESENT_PREFIX);
    }

    /**
     * The documents are others. What a notice says beyond what they grant is taken out of it, whether it was delivered or
     * waits to be: it is written anew with the rest, or goes where nobody can be sent it any more.
     */
    void retractDenied(RoutingConfig routing, Recipient recipient, NoticeState sent) {
        List<DisclosedAlert> left = stillDisclosable(routing, recipient, sent);
        List<Notice.NoticeItem> items = left.stream().map(DisclosedAlert::item).toList();
        Notice last = sent.notice();
        boolean tooMuch = false;
        for (int i = 0; i < sent.alertIds().size(); i++) {
            boolean known = context.alertState(
                            routing.district(), sent.alertIds().get(i))
                    .isPresent();
            tooMuch |= known && !items.contains(last.items().get(i));
        }
        if (!tooMuch) {
            return;
        }
        boolean settled =
                isOver(last) && last.at().plus(recipient.giveUpAfter()).isBefore(context.now());
        if (settled || !publishAgain(routing, recipient, sent, left, REDACTED_PREFIX)) {
            remove(last.key());
        }
    }

    private List<DisclosedAlert> stillDisclosable(RoutingConfig routing, Recipient recipient, NoticeState sent) {
        List<DisclosedAlert> told = new ArrayList<>();
        for (int i = 0; i < sent.alertIds().size(); i++) {
            Notice.NoticeItem item = sent.notice().items().get(i);
            context.alertState(routing.district(), sent.alertIds().get(i))
                    .map(AlertState::alert)
                    .ifPresent(matter -> {
                        if (routing.policy().decide(recipient, matter) instanceof PolicyDecision.Granted granted) {
                            told.add(new DisclosedAlert(
                                    matter, NoticeContent.redact(routing, matter, item, granted), granted));
                        }
                    });
        }
        return told;
    }

    private boolean publishAgain(
            RoutingConfig routing, Recipient recipient, NoticeState sent, List<DisclosedAlert> told, String why) {
        Notice last = sent.notice();
        if (told.isEmpty() && !last.items().isEmpty()) {
            return false;
        }
        String because = why + last.cause().substring(last.cause().startsWith(why) ? why.length() : 0);
        NoticeRequest letter =
                new NoticeRequest(last.subject(), stageForResend(last, told), last.status(), List.of(), because);
        DisclosedContent shown =
                new DisclosedContent(told, last.alertCount() - last.items().size() + told.size());
        publishRevision(
                routing.district(), recipient, letter, shown, new CallState(last.callNumber(), sent.acknowledged()));
        return true;
    }

    /** The recipient may no longer be allowed to know that somebody has acknowledged it. */
    private static Notice.NoticeStage stageForResend(Notice last, List<DisclosedAlert> told) {
        Notice.NoticeStage stage = last.lastNotification().stage();
        boolean may = told.stream().anyMatch(item -> item.granted().includesAcknowledgement());
        return stage == Notice.NoticeStage.ACKNOWLEDGED && !may ? Notice.NoticeStage.UPDATED : stage;
    }

    private void publishRevision(
            String district, Recipient recipient, NoticeRequest letter, DisclosedContent all, CallState calls) {
        List<DisclosedAlert> shown = all.alerts();
        Optional<NoticeState> last = findNotice(district, recipient.id(), letter.subject());
        Notice notice = new Notice(
                district,
                recipient.id(),
                letter.subject(),
                context.hmac(district).reference(letter.subject()),
                nextRevision(district, recipient.id(), letter.subject()),
                letter.stage(),
                letter.status(),
                context.now(),
                all.items(),
                all.alertCount(),
                letter.cause());
        Notice.LastNotification news =
                notice.isUpdate() ? last.orElseThrow().notice().lastNotification() : notice.lastNotification();
        Notice whole = notice.withEarlierRevisions(earlierRevisions(notice))
                .withCallNumber(calls.number())
                .withLastNotification(news)
                .withUrgent(shown.stream().anyMatch(told -> told.alert().isUrgent()));
        storeAndPublish(whole, shown.stream().map(told -> told.alert().id()).toList(), calls.acknowledged());
        record(recipient, notice, shown);
    }

    /**
     * After an unclean stop a revision may have been published that state has lost. What says the same is that very notice, so
     * that nobody is notified twice; what says something else gets a revision of its own, or nobody would be notified of it.
     */
    private Notice reconcileWithPublished(Notice notice) {
        PublishedNotices published = output.publishedNotices();
        Optional<Notice> same =
                published.find(notice.key(), notice.revision()).filter(known -> known.hasSameContentAs(notice));
        int latest = published.latestRevision(notice.key());
        return same.orElse(notice.revision() <= latest ? notice.withRevision(latest + 1) : notice);
    }

    /** Publishes a notice again that stands: as it is, or with a revision of its own when later ones were published. */
    void republish(String key) {
        context.store().get(NotificationTables.NOTICES, key).ifPresent(sent -> {
            Notice notice = sent.notice();
            int latest = output.publishedNotices().latestRevision(key);
            if (latest > notice.revision()) {
                storeAndPublish(notice.withRevision(latest + 1), sent.alertIds(), sent.acknowledged());
            } else {
                output.publishNotice(notice);
            }
        });
    }

    /** A sign of life; says nothing of anything. */
    void publishWatchdog(RoutingConfig routing, Recipient recipient, String canary) {
        storeAndPublish(
                new Notice(
                        routing.district(),
                        recipient.id(),
                        WATCHDOG,
                        context.hmac(routing.district()).reference(WATCHDOG),
                        nextRevision(routing.district(), recipient.id(), WATCHDOG),
                        Notice.NoticeStage.WATCHDOG,
                        Alert.AlertStatus.OPEN,
                        context.now(),
                        List.of(),
                        0,
                        "a canary of '" + canary + "' came through"),
                List.of(),
                false);
    }

    /** Takes a notice out of the topic whose time is over. */
    void removeIfExpired(String key) {
        boolean over = context.store()
                .get(NotificationTables.NOTICES, key)
                .filter(sent -> !sent.expiresAt().isAfter(context.now()))
                .isPresent();
        if (over) {
            remove(key);
        }
    }

    private void storeAndPublish(Notice decided, List<String> matters, boolean acknowledged) {
        Notice notice = reconcileWithPublished(decided);
        Instant forgetAt = isOver(notice) ? context.now().plus(AlertState.RETENTION) : AlertState.NEVER;
        context.timers()
                .put(
                        NotificationTimerIndex.NOTICES,
                        notice.key(),
                        new NoticeState(notice, matters, acknowledged, forgetAt));
        output.publishNotice(notice);
    }

    /** The revisions that this one replaces, except updates; a new opening replaces none. */
    private List<Notice.EarlierRevision> earlierRevisions(Notice notice) {
        Optional<Notice> last = findNotice(notice.district(), notice.recipient(), notice.subject())
                .map(NoticeState::notice);
        if (last.isEmpty() || (isOver(last.get()) && !isOver(notice))) {
            return List.of();
        }
        List<Notice.EarlierRevision> earlier = new ArrayList<>(last.get().earlierRevisions());
        if (!last.get().isUpdate()) {
            earlier.add(
                    new Notice.EarlierRevision(last.get().revision(), last.get().at()));
        }
        return earlier.subList(Math.max(0, earlier.size() - Notice.MAX_EARLIER_REVISIONS), earlier.size());
    }

    private static boolean isOver(Notice notice) {
        return notice.status() == Alert.AlertStatus.CLOSED || notice.status() == Alert.AlertStatus.WITHDRAWN;
    }

    private int nextRevision(String district, String recipient, String subject) {
        return findNotice(district, recipient, subject)
                        .map(sent -> sent.notice().revision())
                        .orElse(0)
                + 1;
    }

    /** Remembers a notice that its recipient does not have, unless it is of an earlier life of its subject. */
    void recordFailure(DeliveryResult delivery) {
        boolean known = context.store()
                .get(NotificationTables.NOTICES, delivery.key())
                .filter(sent -> sent.notice().revision() >= delivery.revision())
                .isPresent();
        if (known) {
            context.store()
                    .put(
                            NotificationTables.UNDELIVERED,
                            delivery.key(),
                            new NotificationTables.FailedRevision(delivery.revision()));
        }
    }

    /** The recipient has this revision, or no longer needs to know of a matter that it was never notified of. */
    void recordDelivery(DeliveryResult delivery) {
        boolean newer = context.store()
                .get(NotificationTables.UNDELIVERED, delivery.key())
                .filter(failed -> failed.revision() <= delivery.revision())
                .isPresent();
        if (newer && (delivery.hasReachedRecipient() || isObsolete(delivery))) {
            context.store().delete(NotificationTables.UNDELIVERED, delivery.key());
        }
    }

    private boolean isObsolete(DeliveryResult delivery) {
        return context.store()
                .get(NotificationTables.NOTICES, delivery.key())
                .map(NoticeState::notice)
                .filter(notice -> notice.revision() == delivery.revision() && isOver(notice))
                .isPresent();
    }

    /** Whether a notice failed that the recipient was to have, and has nothing newer of its subject. */
    boolean hasUndelivered(String district, String recipient) {
        String first = district + "/" + recipient + "/";
        List<String> some = new ArrayList<>();
        context.store()
                .range(
                        NotificationTables.UNDELIVERED,
                        first,
                        first + NotificationTables.LAST_KEY,
                        1,
                        (key, failed) -> some.add(key));
        return !some.isEmpty();
    }

    /** Somebody has taken care of what a recipient did not get. */
    void clearUndelivered(String district, String recipient) {
        List<String> keys = new ArrayList<>();
        context.store()
                .scan(NotificationTables.UNDELIVERED, district + "/" + recipient + "/", (key, failed) -> keys.add(key));
        keys.forEach(key -> context.store().delete(NotificationTables.UNDELIVERED, key));
    }

    Optional<NoticeState> findNotice(String district, String recipient, String subject) {
        return context.store().get(NotificationTables.NOTICES, district + "/" + recipient + "/" + subject);
    }

    /** Nobody needs it any more, or nobody may have it. */
    void remove(String noticeKey) {
        if (context.store().get(NotificationTables.NOTICES, noticeKey).isPresent()) {
            context.timers().delete(NotificationTimerIndex.NOTICES, noticeKey);
            context.store().delete(NotificationTables.UNDELIVERED, noticeKey);
            output.removeNotice(noticeKey);
        }
    }

    private void record(Recipient recipient, Notice notice, List<DisclosedAlert> shown) {
        SortedSet<String> fields = new TreeSet<>();
        SortedSet<String> kinds = new TreeSet<>();
        SortedSet<String> rules = new TreeSet<>();
        shown.forEach(told -> {
            fields.addAll(told.item().fields().keySet());
            kinds.add(told.alert().kind());
            rules.addAll(told.granted().rules());
        });
        output.recordDisclosure(new DisclosureRecord(
                notice.district(),
                context.now(),
                DisclosureRecord.DisclosureOutcome.NOTIFIED,
                recipient.id(),
                recipient.agencyClass(),
                notice.subject(),
                String.join(", ", kinds),
                List.copyOf(fields),
                context.hmac(notice.district()).disclosureHash(notice.items()),
                String.join(", ", rules),
                notice.cause(),
                Optional.empty()));
    }

    /** Writes down why somebody is not told. */
    void record(Recipient recipient, Alert matter, RecipientState.Suppression hold) {
        output.recordDisclosure(new DisclosureRecord(
                matter.district(),
                context.now(),
                hold.outcome(),
                recipient.id(),
                recipient.agencyClass(),
                matter.id(),
                matter.kind(),
                List.of(),
                "",
                hold.rule(),
                hold.reason(),
                Optional.empty()));
    }

    /** Writes down what an operator did. */
    void recordOperatorAction(String district, String subject, String kind, String what, Actor actor) {
        output.recordDisclosure(new DisclosureRecord(
                district,
                context.now(),
                DisclosureRecord.DisclosureOutcome.OPERATOR_ACTION,
                "",
                "",
                subject,
                kind,
                List.of(),
                "",
                "command",
                what,
                Optional.of(actor)));
    }

    void record(DisclosureRecord entry) {
        output.recordDisclosure(entry);
    }
}
