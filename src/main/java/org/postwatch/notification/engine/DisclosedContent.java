package org.postwatch.notification.engine;

import java.util.List;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.policy.PolicyDecision;

/**
 * What a notice says: the fields of its alerts that the policy grants its recipient.
 *
 * @param alertCount of all alerts that it is about, also of those that it has no room for
 */
record DisclosedContent(List<DisclosedAlert> alerts, int alertCount) {
    record DisclosedAlert(Alert alert, Notice.NoticeItem item, PolicyDecision.Granted granted) {}

    List<Notice.NoticeItem> items() {
        return alerts.stream().map(DisclosedAlert::item).toList();
    }

    List<String> alertIds() {
        return alerts.stream().map(disclosed -> disclosed.alert().id()).toList();
    }
}
