package org.postwatch.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.event.EventType;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.AlertOverview;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.PendingDelivery;

/** The names in the records that Postwatch publishes: coverage, incidents, notices, deliveries, disclosures, access. */
final class OutputNames {
    private OutputNames() {}

    static JsonNames addTo(JsonNames names) {
        return access(notifications(incidents(coverage(values(names)))));
    }

    private static JsonNames values(JsonNames names) {
        return names.text(String.class, "a string", text -> text, text -> text)
                .text(Instant.class, "an instant", Instant::toString, Instant::parse, Instant.MIN)
                .text(LocalDate.class, "a date", LocalDate::toString, LocalDate::parse)
                .text(ZoneId.class, "a time zone", ZoneId::getId, ZoneId::of)
                .constants(EventType.class, "a type of event");
    }

    private static JsonNames coverage(JsonNames names) {
        return names.constants(CoverageState.class, "a state")
                .topicRecords(CampusCoverage.class, PostDayIntervals.class);
    }

    /** The severity is in JSON for readers; it follows from the episodes and is not read. */
    private interface WithSeverity {
        @JsonProperty("severity")
        Optional<String> severity();
    }

    private static JsonNames incidents(JsonNames names) {
        return names.constants(IncidentKind.class, "a kind of incident")
                .constants(Incident.IncidentStatus.class, "a status")
                .constants(IncidentTransition.IncidentChange.class, "a change")
                .topicRecords(IncidentJson.DistrictIncident.class, IncidentTransition.class)
                .order(Incident.class, "id kind status severity labels episodes reasons")
                .mixIn(Incident.class, WithSeverity.class)
                .components(Episode.class, "from opened closed closeReason steps")
                .components(IncidentJson.DistrictIncident.class, "district *")
                .order(IncidentTransition.class, "district change effectiveAt publishedAt reason incident");
    }

    private static JsonNames notifications(JsonNames names) {
        return names.constants(Notice.NoticeStage.class, "a stage")
                .constants(Alert.AlertStatus.class, "a status")
                .constants(DeliveryResult.DeliveryStatus.class, "an outcome")
                .constants(DisclosureRecord.DisclosureOutcome.class, "an outcome")
                .topicRecords(
                        AlertOverview.class,
                        NoticeJson.NoticeFields.class,
                        DeliveryResult.class,
                        PendingDelivery.class,
                        DisclosureRecord.class,
                        DistrictSecretJson.DistrictSecretFields.class,
                        SupersededEventJson.SupersededEventFields.class)
                .components(Alert.class, "district id kind status severity labels fields opened silentFeeds emergency?")
                .components(
                        AlertOverview.class, "* reportedAt changedAt acknowledgement notes recipients nextEscalation")
                .components(
                        NoticeJson.NoticeFields.class,
                        "district recipient subject ref revision stage status at items alertCount cause "
                                + "earlierRevisions? call lastNotification urgent?");
    }

    private static JsonNames access(JsonNames names) {
        return names.constants(AccessKind.class, "a kind of access").topicRecords(AccessGrant.class);
    }
}
