package org.postwatch.streams.state;

import org.postwatch.coverage.Reason;
import org.postwatch.notification.engine.AlertGroup;
import org.postwatch.notification.engine.AlertRef;
import org.postwatch.notification.engine.AlertState;
import org.postwatch.notification.engine.NoticeState;
import org.postwatch.notification.engine.NotificationTables;
import org.postwatch.notification.engine.PendingDigest;
import org.postwatch.notification.engine.RecipientState;
import org.postwatch.notification.engine.Silence;
import org.postwatch.notification.engine.UrgentConductAggregator;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.state.UrgentEventDay;
import org.postwatch.wire.JsonNames;

/**
 * The names in the stored JSON of the tables of the notification application. They do not follow from the names in Java,
 * which may change; a name here may not, without a new version of the layout.
 */
final class StoredNames {
    static final JsonNames NAMES = new JsonNames()
            .components(
                    AlertState.class,
                    "alert openedAt changedAt routed acknowledgement notes recipients escalation lastUpdateAt "
                            + "nextUpdateAt deadline")
            .components(AlertState.Acknowledgement.class, "by at until")
            .components(AlertState.OperatorNote.class, "at by text")
            .components(
                    AlertState.EscalationStepState.class,
                    "route number afterOpening delay previousRecipients countsFrom due to taken")
            .components(
                    RecipientState.class, "route escalated pending suppression group lastNotifiedStatus lastNotifiedAt")
            .components(RecipientState.PendingNotification.class, "stage cause")
            .components(RecipientState.Suppression.class, "outcome rule reason until feed")
            .components(Alert.class, "district id kind status severity labels fields opened silentFeeds emergency")
            .constants(Alert.AlertStatus.class, "a status", Alert.AlertStatus::wireName)
            .components(AlertRef.class, "alert")
            .components(AlertGroup.class, "recipient route subject interval due lastNotifiedAt memberRemoved")
            .components(PendingDigest.class, "recipient due")
            .components(Silence.class, "id by reason match from until warnAt")
            .components(NoticeState.class, "notice alertIds acknowledged expiresAt")
            .components(
                    Notice.class,
                    "district recipient subject ref revision stage status at items alertCount cause "
                            + "earlierRevisions callNumber lastNotification urgent")
            .components(Notice.NoticeItem.class, "ref status fields zone")
            .components(Notice.EarlierRevision.class, "revision at")
            .components(Notice.LastNotification.class, "revision stage at")
            .constants(Notice.NoticeStage.class, "a stage", Notice.NoticeStage::wireName)
            .components(NotificationTables.FailedRevision.class, "revision")
            .components(UrgentConductAggregator.UrgentConductMinute.class, "minute own reports")
            .components(Reason.class, "code args")
            .components(UrgentEventDay.class, "entries")
            .components(NotificationTables.StoredInstant.class, "time")
            .components(DeliveryResult.class, "district recipient subject ref revision outcome attempts at detail")
            .constants(DeliveryResult.DeliveryStatus.class, "an outcome", DeliveryResult.DeliveryStatus::wireName)
            .components(
                    DisclosureRecord.class,
                    "district at outcome recipient agencyClass subject kind fields hash rule reason actor")
            .constants(
                    DisclosureRecord.DisclosureOutcome.class,
                    "an outcome",
                    DisclosureRecord.DisclosureOutcome::wireName)
            .components(Actor.class, "claimed verified")
            .components(DistrictSecret.class, "hex")
            .components(RetainedDenials.class, "denials")
            .components(MandatoryDenial.class, "kind name")
            .constants(MandatoryDenial.DenialTarget.class, "a target", MandatoryDenial.DenialTarget::wireName);

    private StoredNames() {}
}
