package org.postwatch.notification.engine;

import java.util.List;
import java.util.Set;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice;

/**
 * A notice that is to be published, before the policy is applied to its content.
 *
 * @param unchangedAlerts ids of the alerts of which it repeats its last revision, because their news is suppressed
 * @param cause by which route it is sent and what made it due
 */
record NoticeRequest(
        String subject,
        Notice.NoticeStage stage,
        Alert.AlertStatus status,
        List<AlertState> alerts,
        Set<String> unchangedAlerts,
        String cause) {
    NoticeRequest(
            String subject, Notice.NoticeStage stage, Alert.AlertStatus status, List<AlertState> alerts, String cause) {
        this(subject, stage, status, alerts, Set.of(), cause);
    }
}
