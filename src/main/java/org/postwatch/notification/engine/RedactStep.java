package org.postwatch.notification.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.postwatch.notification.engine.DisclosedContent.DisclosedAlert;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.RoutingConfig;

/** Leaves of a notice what the policy grants its recipient now. No notice is published without it. */
final class RedactStep {
    private final NotificationContext context;

    RedactStep(NotificationContext context) {
        this.context = context;
    }

    /** @param last the last notice of the subject */
    DisclosedContent redact(
            RoutingConfig routing, Recipient recipient, NoticeRequest request, Optional<NoticeState> last) {
        Map<String, Notice.NoticeItem> earlier = new HashMap<>();
        last.ifPresent(sent -> IntStream.range(0, sent.alertIds().size())
                .forEach(i -> earlier.put(
                        sent.alertIds().get(i), sent.notice().items().get(i))));
        List<DisclosedAlert> disclosed = new ArrayList<>();
        int withoutItem = 0;
        for (AlertState state : request.alerts().stream()
                .sorted(NoticeContent.byDescendingSeverity(routing))
                .toList()) {
            Alert alert = state.alert();
            if (!(routing.policy().decide(recipient, alert) instanceof PolicyDecision.Granted granted)) {
                continue;
            }
            if (!request.unchangedAlerts().contains(alert.id())) {
                Notice.NoticeItem item =
                        NoticeContent.disclosableItem(context.hmac(routing.district()), routing, state, granted);
                disclosed.add(new DisclosedAlert(alert, item, granted));
            } else if (earlier.containsKey(alert.id())) {
                disclosed.add(redactItem(routing, alert, earlier.get(alert.id()), granted));
            } else {
                withoutItem++;
            }
        }
        return new DisclosedContent(
                disclosed.subList(0, Math.min(disclosed.size(), Notice.MAX_ITEMS)), disclosed.size() + withoutItem);
    }

    /** Leaves of a published notice what may be disclosed now; adds nothing that happened since. */
    DisclosedContent redact(RoutingConfig routing, Recipient recipient, NoticeState sent) {
        List<DisclosedAlert> disclosed = new ArrayList<>();
        for (int i = 0; i < sent.alertIds().size(); i++) {
            Notice.NoticeItem item = sent.notice().items().get(i);
            context.alertState(routing.district(), sent.alertIds().get(i))
                    .map(AlertState::alert)
                    .ifPresent(alert -> {
                        if (routing.policy().decide(recipient, alert) instanceof PolicyDecision.Granted granted) {
                            disclosed.add(redactItem(routing, alert, item, granted));
                        }
                    });
        }
        int dropped = sent.notice().items().size() - disclosed.size();
        return new DisclosedContent(disclosed, sent.notice().alertCount() - dropped);
    }

    private static DisclosedAlert redactItem(
            RoutingConfig routing, Alert alert, Notice.NoticeItem item, PolicyDecision.Granted granted) {
        return new DisclosedAlert(alert, NoticeContent.redact(routing, alert, item, granted), granted);
    }
}
