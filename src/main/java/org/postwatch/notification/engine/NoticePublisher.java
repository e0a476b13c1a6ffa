package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/** Publishes the revisions of notices, redacted, and records what each disclosed. */
final class NoticePublisher {
    static final String WATCHDOG = "~watchdog";

    private final NotificationContext context;
    private final NotificationOutput output;
    private final RedactStep redact;
    private final DisclosureLog disclosures;

    NoticePublisher(
            NotificationContext context, NotificationOutput output, RedactStep redact, DisclosureLog disclosures) {
        this.context = context;
        this.output = output;
        this.redact = redact;
        this.disclosures = disclosures;
    }

    /** Publishes the next revision of a subject. */
    void publish(RoutingConfig routing, Recipient recipient, NoticeRequest request) {
        Optional<NoticeState> last = findNotice(routing.district(), recipient.id(), request.subject());
        DisclosedContent content = redact.redact(routing, recipient, request, last);
        publishRevision(routing.district(), recipient, request, content, CallState.next(request.stage(), last));
    }

    /** Publishes an update for a recipient who knows of the alert, unless the last revision says the same. */
    void publishUpdate(RoutingConfig routing, Recipient recipient, NoticeRequest request) {
        Optional<NoticeState> last = findNotice(routing.district(), recipient.id(), request.subject());
        DisclosedContent content = redact.redact(routing, recipient, request, last);
        boolean nothingNew = last.isEmpty()
                || content.alerts().isEmpty()
                || last.get().notice().status().isOver()
                || last.get().notice().items().equals(content.items());
        if (!nothingNew) {
            publishRevision(routing.district(), recipient, request, content, CallState.next(request.stage(), last));
        }
    }

    /** Publishes the next revision with redacted content. */
    void publishRevision(
            String district, Recipient recipient, NoticeRequest request, DisclosedContent content, CallState call) {
        Optional<Notice> last =
                findNotice(district, recipient.id(), request.subject()).map(NoticeState::notice);
        Notice notice = new Notice(
                district,
                recipient.id(),
                request.subject(),
                context.hmac(district).reference(request.subject()),
                nextRevision(last),
                request.stage(),
                request.status(),
                context.now(),
                content.items(),
                content.alertCount(),
                request.cause());
        Notice complete = notice.withEarlierRevisions(earlierRevisions(last, notice))
                .withCallNumber(call.number())
                .withLastNotification(
                        notice.isUpdate() ? last.orElseThrow().lastNotification() : notice.lastNotification())
                .withUrgent(content.alerts().stream()
                        .anyMatch(disclosed -> disclosed.alert().isUrgent()));
        storeAndPublish(complete, content.alertIds(), call.acknowledged());
        disclosures.recordNotice(recipient, notice, content);
    }

    /** Publishes the periodic watchdog notice, which discloses nothing. */
    void publishWatchdog(RoutingConfig routing, Recipient recipient, String canary) {
        String district = routing.district();
        Optional<Notice> last = findNotice(district, recipient.id(), WATCHDOG).map(NoticeState::notice);
        Notice notice = new Notice(
                district,
                recipient.id(),
                WATCHDOG,
                context.hmac(district).reference(WATCHDOG),
                nextRevision(last),
                Notice.NoticeStage.WATCHDOG,
                Alert.AlertStatus.OPEN,
                context.now(),
                List.of(),
                0,
                NoticeCause.watchdog(canary));
        storeAndPublish(notice, List.of(), false);
    }

    /** Publishes the current notice again: as it is, or as the next revision if later revisions were published. */
    void republish(NoticeKey key) {
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

    Optional<NoticeState> findNotice(String district, String recipient, String subject) {
        return context.store().get(NotificationTables.NOTICES, new NoticeKey(district, recipient, subject));
    }

    void removeIfExpired(NoticeKey key) {
        context.store()
                .get(NotificationTables.NOTICES, key)
                .filter(sent -> !sent.expiresAt().isAfter(context.now()))
                .ifPresent(sent -> remove(key));
    }

    /** Removes a notice from the topic: it is no longer needed, or its recipient may no longer have it. */
    void remove(NoticeKey key) {
        if (context.store().get(NotificationTables.NOTICES, key).isPresent()) {
            context.store().delete(NotificationTables.NOTICES, key);
            context.store().delete(NotificationTables.UNDELIVERED, key);
            output.removeNotice(key);
        }
    }

    private void storeAndPublish(Notice decided, List<String> alertIds, boolean acknowledged) {
        Notice notice = reconcileWithPublished(decided);
        Instant expiresAt = notice.status().isOver() ? context.now().plus(AlertState.RETENTION) : AlertState.NEVER;
        context.store()
                .put(
                        NotificationTables.NOTICES,
                        notice.noticeKey(),
                        new NoticeState(notice, alertIds, acknowledged, expiresAt));
        output.publishNotice(notice);
    }

    /**
     * After an unclean stop a revision may have been published that state has lost. A notice with the same content takes that
     * revision, so that nobody is notified twice; another one gets a later revision, so that it is not taken for a duplicate.
     */
    private Notice reconcileWithPublished(Notice notice) {
        PublishedNotices published = output.publishedNotices();
        Optional<Notice> same =
                published.find(notice.noticeKey(), notice.revision()).filter(known -> known.hasSameContentAs(notice));
        int latest = published.latestRevision(notice.noticeKey());
        return same.orElse(notice.revision() <= latest ? notice.withRevision(latest + 1) : notice);
    }

    /** The revisions that a notice replaces, without updates; none from before the present episode. */
    private static List<Notice.EarlierRevision> earlierRevisions(Optional<Notice> last, Notice notice) {
        if (last.isEmpty() || (last.get().status().isOver() && !notice.status().isOver())) {
            return List.of();
        }
        List<Notice.EarlierRevision> earlier = new ArrayList<>(last.get().earlierRevisions());
        if (!last.get().isUpdate()) {
            earlier.add(
                    new Notice.EarlierRevision(last.get().revision(), last.get().at()));
        }
        return earlier.subList(Math.max(0, earlier.size() - Notice.MAX_EARLIER_REVISIONS), earlier.size());
    }

    private static int nextRevision(Optional<Notice> last) {
        return last.map(Notice::revision).orElse(0) + 1;
    }
}
