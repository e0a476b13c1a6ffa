package org.postwatch.notification.engine;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;

/** Writes the disclosure records: who was notified of which fields, who was not and why, and what operators did. */
final class DisclosureLog {
    private final NotificationContext context;
    private final NotificationOutput output;

    DisclosureLog(NotificationContext context, NotificationOutput output) {
        this.context = context;
        this.output = output;
    }

    void recordNotice(Recipient recipient, Notice notice, DisclosedContent content) {
        SortedSet<String> fields = new TreeSet<>();
        SortedSet<String> kinds = new TreeSet<>();
        SortedSet<String> rules = new TreeSet<>();
        content.alerts().forEach(disclosed -> {
            fields.addAll(disclosed.item().fields().keySet());
            kinds.add(disclosed.alert().kind());
            rules.addAll(disclosed.granted().rules());
        });
        record(new DisclosureRecord(
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

    /** Records the decision unless the last one was recorded with the same outcome and rule; returns the changed state. */
    RecipientState recordOnce(Recipient recipient, Alert alert, RecipientState state, Decision.Withhold decision) {
        RecipientState.Suppression suppression = RecipientState.Suppression.of(decision);
        if (!suppression.isAlreadyRecorded(state.suppression())) {
            recordWithheld(recipient, alert, decision);
        }
        return state.withSuppression(suppression);
    }

    void recordWithheld(Recipient recipient, Alert alert, Decision.Withhold decision) {
        record(new DisclosureRecord(
                alert.district(),
                context.now(),
                decision.outcome(),
                recipient.id(),
                recipient.agencyClass(),
                alert.id(),
                alert.kind(),
                List.of(),
                "",
                decision.reason().rule(),
                decision.reason().text(),
                Optional.empty()));
    }

    void recordOperatorAction(String district, String subject, String kind, String action, Actor actor) {
        record(new DisclosureRecord(
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
                action,
                Optional.of(actor)));
    }

    void record(DisclosureRecord record) {
        output.recordDisclosure(record);
    }
}
