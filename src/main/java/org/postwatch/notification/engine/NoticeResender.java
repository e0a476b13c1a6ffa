package org.postwatch.notification.engine;

import java.util.List;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/** Publishes the last notice of a subject again, with as much of it as the policy grants now. */
final class NoticeResender {
    private final NotificationContext context;
    private final RedactStep redact;
    private final NoticePublisher publisher;

    NoticeResender(NotificationContext context, RedactStep redact, NoticePublisher publisher) {
        this.context = context;
        this.redact = redact;
        this.publisher = publisher;
    }

    /** Returns false when nothing of the notice may be disclosed any more. */
    boolean resend(RoutingConfig routing, Recipient recipient, NoticeState sent) {
        if (sent.notice().subject().equals(NoticePublisher.WATCHDOG)) {
            publisher.publishWatchdog(routing, recipient, routing.district());
            return true;
        }
        return publishAgain(
                routing,
                recipient,
                sent,
                redact.redact(routing, recipient, sent),
                NoticeCause.resent(sent.notice().cause()));
    }

    /**
     * After a change of the policy: a notice that discloses too much, delivered or not, is published again with less, or
     * removed when nothing is left of it or its delivery is not tried any more.
     */
    void retractDenied(RoutingConfig routing, Recipient recipient, NoticeState sent) {
        DisclosedContent granted = redact.redact(routing, recipient, sent);
        if (!disclosesTooMuch(routing.district(), sent, granted.items())) {
            return;
        }
        Notice last = sent.notice();
        boolean settled = last.status().isOver()
                && last.at().plus(recipient.giveUpAfter()).isBefore(context.now());
        if (settled || !publishAgain(routing, recipient, sent, granted, NoticeCause.redacted(last.cause()))) {
            publisher.remove(last.noticeKey());
        }
    }

    private boolean disclosesTooMuch(String district, NoticeState sent, List<Notice.NoticeItem> granted) {
        for (int i = 0; i < sent.alertIds().size(); i++) {
            if (!granted.contains(sent.notice().items().get(i))
                    && context.alertState(district, sent.alertIds().get(i)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private boolean publishAgain(
            RoutingConfig routing, Recipient recipient, NoticeState sent, DisclosedContent content, String cause) {
        Notice last = sent.notice();
        if (content.alerts().isEmpty() && !last.items().isEmpty()) {
            return false;
        }
        NoticeRequest request =
                new NoticeRequest(last.subject(), stageForResend(last, content), last.status(), List.of(), cause);
        publisher.publishRevision(
                routing.district(), recipient, request, content, new CallState(last.callNumber(), sent.acknowledged()));
        return true;
    }

    /** The recipient may no longer be allowed to know that an operator has acknowledged it. */
    private static Notice.NoticeStage stageForResend(Notice last, DisclosedContent content) {
        Notice.NoticeStage stage = last.lastNotification().stage();
        boolean granted = content.alerts().stream()
                .anyMatch(disclosed -> disclosed.granted().includesAcknowledgement());
        return stage == Notice.NoticeStage.ACKNOWLEDGED && !granted ? Notice.NoticeStage.UPDATED : stage;
    }
}
