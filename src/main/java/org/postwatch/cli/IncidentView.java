package org.postwatch.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonSentence;
import org.postwatch.event.DistrictKey;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.AlertOverview;
import org.postwatch.notification.model.AlertOverview.AcknowledgementOverview;
import org.postwatch.plan.District;
import org.postwatch.streams.Topics;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.TopicValue;

/**
 * An incident as COVERAGE published it, and the alert that NOTIFICATION made of it. One of them may be absent: an incident that
 * NOTIFICATION has not read yet is shown all the same, and a fault of the notifications themselves is no incident.
 *
 * @param key of both
 */
record IncidentView(IncidentKey key, Optional<Incident> incident, Optional<AlertOverview> overview) {
    /** What needs somebody first: unacknowledged, of these the urgent ones, then the oldest. */
    static final Comparator<IncidentView> ORDER = Comparator.comparing(IncidentView::isOpen)
            .reversed()
            .thenComparing(view -> view.acknowledgement().isPresent())
            .thenComparing(view -> !view.isUrgent())
            .thenComparing(view -> view.openedAt().orElse(Instant.MAX))
            .thenComparing(view -> view.key().text());

    /**
     * The incidents and alerts of some districts, by key.
     *
     * @throws org.apache.kafka.common.KafkaException when a topic cannot be read
     */
    static Map<IncidentKey, IncidentView> readAll(ClientSettings clients, Predicate<String> district) {
        Predicate<String> wanted =
                key -> !key.startsWith(District.CANARY_PREFIX) && district.test(DistrictKey.districtOf(key));
        // The alerts first: an incident that closes in between is then shown as closed.
        Map<String, String> alerts = CompactedTopicReader.readLatest(clients, Topics.ALERTS, wanted);
        Map<String, String> incidents = CompactedTopicReader.readLatest(clients, Topics.INCIDENTS, wanted);
        Map<String, IncidentView> views = new TreeMap<>();
        alerts.forEach((key, value) -> views.put(key, of(key, Optional.empty(), Optional.of(value))));
        incidents.forEach(
                (key, value) -> views.put(key, of(key, Optional.of(value), Optional.ofNullable(alerts.get(key)))));
        Map<IncidentKey, IncidentView> byKey = new LinkedHashMap<>();
        views.values().forEach(view -> byKey.put(view.key(), view));
        return byKey;
    }

    private static IncidentView of(String key, Optional<String> incident, Optional<String> alert) {
        return new IncidentView(
                IncidentKey.parse(key),
                incident.map(value -> IncidentJson.read(bytes(value)).incident()),
                alert.map(value -> TopicValue.ALERT.read(bytes(value))));
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    String district() {
        return key.district();
    }

    String id() {
        return key.incident();
    }

    String kind() {
        return incident.map(found -> found.kind().wireName())
                .or(() -> overview.map(found -> found.alert().kind()))
                .orElse("");
    }

    /** As the incident has it; an alert of an incident that is gone was withdrawn. */
    AlertStatus status() {
        return incident.map(Incident::status)
                .map(status -> switch (status) {
                    case EXPECTED -> AlertStatus.EXPECTED;
                    case OPEN -> AlertStatus.OPEN;
                    case CLOSED -> AlertStatus.CLOSED;
                })
                .orElseGet(() -> overview.orElseThrow().alert().status());
    }

    boolean isOpen() {
        return status() == AlertStatus.OPEN;
    }

    boolean isUrgent() {
        return Alert.URGENT_KINDS.contains(kind())
                || overview.filter(found -> found.alert().isUrgent()).isPresent();
    }

    Optional<String> severity() {
        return incident.flatMap(Incident::severity)
                .or(() -> overview.flatMap(found -> found.alert().severity()));
    }

    Optional<Instant> openedAt() {
        return lastEpisode()
                .map(Episode::openedAt)
                .or(() -> overview.flatMap(found -> found.alert().opened()));
    }

    Optional<Instant> closedAt() {
        return lastEpisode().flatMap(Episode::closedAt);
    }

    Optional<Episode> lastEpisode() {
        return incident.map(Incident::episodes)
                .filter(episodes -> !episodes.isEmpty())
                .map(episodes -> episodes.get(episodes.size() - 1));
    }

    /** Of the present episode: one that opened again has to be acknowledged again. */
    Optional<AcknowledgementOverview> acknowledgement() {
        return overview.flatMap(AlertOverview::acknowledgement);
    }

    Map<String, String> labels() {
        return incident.<Map<String, String>>map(Incident::labels)
                .or(() -> overview.map(found -> found.alert().labels()))
                .orElse(Map.of());
    }

    /** Empty for what belongs to no campus. */
    String campus() {
        return labels().getOrDefault("campus", "");
    }

    /** The campus, feed or agreement; and of a campus the entrance, post or room. */
    String place() {
        List<String> parts = Stream.of("campus", "entrance", "post", "location", "feed", "agreement")
                .filter(labels()::containsKey)
                .map(labels()::get)
                .limit(2)
                .toList();
        return String.join(" ", parts);
    }

    private Optional<String> detail() {
        return overview.map(found -> found.alert().fields())
                .map(fields -> fields.getOrDefault("detail", fields.getOrDefault("reasons", "")))
                .filter(text -> !text.isEmpty());
    }

    /** Why it is one, as sentences; what is known of the cause for an alert that is no incident. */
    List<String> why(DistrictTimeZones zones) {
        List<Reason> reasons = incident.map(Incident::reasons).orElse(List.of());
        return reasons.isEmpty()
                ? detail().map(text -> zones.localizeTimes(text, district(), campus())).stream()
                        .toList()
                : reasons.stream()
                        .map(reason ->
                                ReasonSentence.of(reason, text -> zones.localizeTimes(text, district(), campus())))
                        .toList();
    }
}
