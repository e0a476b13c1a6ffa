package org.postwatch.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.coverage.Reason;
import org.postwatch.event.EventType;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.PendingDelivery;

/** The names in the records that Postwatch publishes: coverage, incidents, notices, deliveries, disclosures. */
final class OutputNames {
    private OutputNames() {}

    static JsonNames addTo(JsonNames names) {
        return notifications(incidents(coverage(values(names))));
    }

    private static JsonNames values(JsonNames names) {
        return names.text(String.class, "a string", text -> text, text -> text)
                .text(Instant.class, "an instant", Instant::toString, Instant::parse, Instant.MIN)
                .text(LocalDate.class, "a date", LocalDate::toString, LocalDate::parse)
                .text(ZoneId.class, "a time zone", ZoneId::getId, ZoneId::of)
                .constants(EventType.class, "a type of event", EventType::wireName);
    }

    private static JsonNames coverage(JsonNames names) {
        return names.constants(CoverageState.class, "a state", CoverageState::wireName)
                .components(Reason.class, "code args")
                .topicRecord(CampusCoverage.class, "district campus state posts")
                .components(PostCoverage.class, "post state since counted reasons")
                .topicRecord(PostDayIntervals.class, "district campus post date revision sealed intervals")
                .components(CoverageInterval.class, "from to state counted reasons");
    }

    /** The severity is in JSON for readers; it follows from the episodes and is not read. */
    private interface WithSeverity {
        @JsonProperty("severity")
        Optional<String> severity();
    }

    private static JsonNames incidents(JsonNames names) {
        return names.constants(IncidentKind.class, "a kind of incident", IncidentKind::wireName)
                .constants(Incident.IncidentStatus.class, "a status", Incident.IncidentStatus::wireName)
                .components(Incident.class, "id kind status labels episodes reasons")
                .order(Incident.class, "id kind status severity labels episodes reasons")
                .mixIn(Incident.class, WithSeverity.class)
                .components(Episode.class, "from opened closed closeReason steps")
                .components(Episode.SeverityChange.class, "at severity")
                .topicRecord(IncidentJson.DistrictIncident.class, "district *")
                .constants(
                        IncidentTransition.IncidentChange.class,
                        "a change",
                        IncidentTransition.IncidentChange::wireName)
                .topicRecord(IncidentTransition.class, "district incident change effectiveAt publishedAt reason")
                .order(IncidentTransition.class, "district change effectiveAt publishedAt reason incident");
    }

    private static JsonNames notifications(JsonNames names) {
        return names.constants(Notice.NoticeStage.class, "a stage", Notice.NoticeStage::wireName)
                .constants(Alert.AlertStatus.class, "a status", Alert.AlertStatus::wireName)
                .topicRecord(
                        NoticeJson.NoticeFields.class,
                        "district recipient subject ref revision stage status at items alertCount cause "
                                + "earlierRevisions? call lastNotification urgent?")
                .components(Notice.NoticeItem.class, "ref status fields zone")
                .components(Notice.EarlierRevision.class, "revision at")
                .components(Notice.LastNotification.class, "revision stage at")
                .constants(DeliveryResult.DeliveryStatus.class, "an outcome", DeliveryResult.DeliveryStatus::wireName)
                .topicRecord(DeliveryResult.class, "district recipient subject ref revision outcome attempts at detail")
                .topicRecord(
                        PendingDelivery.class,
                        "district recipient subject revision attempts since at likelyPermanent detail")
                .constants(
                        DisclosureRecord.DisclosureOutcome.class,
                        "an outcome",
                        DisclosureRecord.DisclosureOutcome::wireName)
                .topicRecord(
                        DisclosureRecord.class,
                        "district at outcome recipient agencyClass subject kind fields hash rule reason actor")
                .components(Actor.class, "claimed verified")
                .topicRecord(DistrictSecretJson.DistrictSecretFields.class, "district secret")
                .topicRecord(SupersededEventJson.SupersededEventFields.class, "district source id type time");
    }
}
