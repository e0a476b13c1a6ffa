package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductEvent;
import org.postwatch.incident.IncidentId;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.EngineAlertKind;
import org.postwatch.notification.model.IncidentAlertMapper;
import org.postwatch.notification.model.NoticeField;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.PlanRevision;

/** Matters that are no incidents of COVERAGE: conduct, and what ROUTING has to say of itself. */
final class EngineAlerts {
    /** Conduct that nobody closes, and the notice that a denial was lifted. */
    static final Duration MAX_OPEN = Duration.ofHours(24);

    private static final int MAX_DETAIL_LENGTH = 500;

    private EngineAlerts() {}

    static IncidentId conductId(ConductEvent seen) {
        return IncidentId.of(
                Alert.CONDUCT,
                seen.campus(),
                seen.origin().source(),
                seen.origin().id());
    }

    static Alert conduct(RoutingConfig routing, ConductEvent seen) {
        return conduct(routing, seen, conductId(seen).text(), seen.origin().time());
    }

    static Alert conduct(RoutingConfig routing, ConductEvent seen, String id, Instant at) {
        SortedMap<String, String> labels = new TreeMap<>(
                Map.of("campus", seen.campus(), "feed", seen.origin().source(), "what", seen.behavior()));
        return openAlert(routing, id, labels, labels, at, seen.emergency());
    }

    /** The emergencies of one feed that are too many to be notified of one by one, as one alert. */
    static Alert manyConduct(RoutingConfig routing, String id, Alert one, Instant opened, List<Reason> reports) {
        SortedMap<String, String> labels = new TreeMap<>(one.labels());
        labels.put("what", "many-reports");
        SortedMap<String, String> fields = new TreeMap<>(labels);
        fields.put(NoticeField.REASONS.wireName(), IncidentAlertMapper.formatReasons(reports));
        return openAlert(routing, id, labels, fields, opened, true);
    }

    static Alert deliveryFailed(RoutingConfig routing, String recipient, String detail, Instant at) {
        return openAlert(
                routing,
                deliveryFailedId(recipient),
                new TreeMap<>(Map.of("recipient", recipient)),
                Map.of(NoticeField.DETAIL.wireName(), "notices to '" + recipient + "' fail: " + truncate(detail)),
                at,
                false);
    }

    /** What others say has no bounds of its own, and stands in notices to everybody. */
    private static String truncate(String detail) {
        return detail.length() <= MAX_DETAIL_LENGTH ? detail : detail.substring(0, MAX_DETAIL_LENGTH - 1) + "…";
    }

    static String deliveryFailedId(String recipient) {
        return IncidentId.of(Alert.DELIVERY_FAILED, recipient).text();
    }

    static boolean isDeliveryFailureOf(String recipient, Alert alert) {
        return alert.kind().equals(Alert.DELIVERY_FAILED) && alert.id().equals(deliveryFailedId(recipient));
    }

    /** @param id begins with the kind */
    static Alert systemFault(RoutingConfig routing, String id, String detail, Instant at) {
        return openAlert(
                routing, id, new TreeMap<>(), Map.of(NoticeField.DETAIL.wireName(), truncate(detail)), at, false);
    }

    static Alert silenceEnding(RoutingConfig routing, Silence silence, Instant at) {
        return openAlert(
                routing,
                silenceEndingId(silence.id()),
                new TreeMap<>(Map.of("silence", silence.id())),
                Map.of(
                        NoticeField.DETAIL.wireName(),
                        "silence " + silence.id() + " of " + silence.createdBy() + " ends at " + silence.until() + ": "
                                + silence.reason()),
                at,
                false);
    }

    /** @param applied the record of the apply that lifted it */
    static Alert denialLifted(RoutingConfig routing, MandatoryDenial denial, PlanRevision applied) {
        return openAlert(
                routing,
                IncidentId.of(Alert.MANDATORY_DENIAL_LIFTED, denial, applied.appliedAt())
                        .text(),
                new TreeMap<>(),
                Map.of(
                        NoticeField.DETAIL.wireName(),
                        "the mandatory denial of " + denial + " was lifted by " + applied.author() + ": "
                                + truncate(applied.reason())),
                applied.appliedAt(),
                false);
    }

    static String silenceEndingId(String silence) {
        return IncidentId.of(Alert.SILENCE_ENDING, silence).text();
    }

    private static Alert openAlert(
            RoutingConfig routing,
            String id,
            SortedMap<String, String> labels,
            Map<String, String> more,
            Instant at,
            boolean emergency) {
        String kind = IncidentId.parse(id).kind();
        String severity = emergency || kind.equals(Alert.MANDATORY_DENIAL_LIFTED)
                ? highestSeverity(routing)
                : defaultSeverity(routing, kind);
        SortedMap<String, String> fields = new TreeMap<>(more);
        fields.put(NoticeField.KIND.wireName(), kind);
        fields.put(NoticeField.DISTRICT.wireName(), routing.district());
        fields.put(NoticeField.INCIDENT.wireName(), id);
        fields.put(NoticeField.SEVERITY.wireName(), severity);
        fields.put(NoticeField.SINCE.wireName(), at.toString());
        fields.put(NoticeField.OPENED.wireName(), at.toString());
        return new Alert(
                routing.district(),
                id,
                kind,
                Alert.AlertStatus.OPEN,
                Optional.of(severity),
                labels,
                fields,
                Optional.of(at),
                Set.of(),
                emergency);
    }

    /** The mildest for a word of warning; else the middle one, the worse of two. */
    private static String defaultSeverity(RoutingConfig routing, String kind) {
        int rank = kind.equals(Alert.SILENCE_ENDING) ? 0 : routing.severities().size() / 2;
        return routing.severities().get(rank);
    }

    private static String highestSeverity(RoutingConfig routing) {
        return routing.severities().get(routing.severities().size() - 1);
    }

    /** Conduct that is an emergency after all. */
    static Alert asEmergency(RoutingConfig routing, Alert conduct) {
        SortedMap<String, String> fields = new TreeMap<>(conduct.fields());
        fields.put(NoticeField.SEVERITY.wireName(), highestSeverity(routing));
        return new Alert(
                conduct.district(),
                conduct.id(),
                conduct.kind(),
                conduct.status(),
                Optional.of(highestSeverity(routing)),
                conduct.labels(),
                fields,
                conduct.opened(),
                conduct.silentFeeds(),
                true);
    }

    /** Says what is wrong with the event that it comes from. */
    static Alert withReason(Alert alert, Reason mark) {
        return alert.withStatus(alert.status(), new TreeMap<>(Map.of(NoticeField.REASONS.wireName(), mark.toString())));
    }

    static Alert asClosed(Alert alert, Instant at, String by) {
        return alert.withStatus(
                Alert.AlertStatus.CLOSED,
                new TreeMap<>(
                        Map.of(NoticeField.CLOSED.wireName(), at.toString(), NoticeField.CLOSED_BY.wireName(), by)));
    }

    /** When it closes without an operator, for kinds that expire. */
    static Optional<Instant> autoCloseAt(Alert alert) {
        return EngineAlertKind.find(alert.kind())
                                .filter(EngineAlertKind::isExpiring)
                                .isPresent()
                        && alert.status() == Alert.AlertStatus.OPEN
                ? alert.opened().map(MAX_OPEN::addTo).map(Instant.class::cast)
                : Optional.empty();
    }
}
