package org.postwatch.notification.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;

/** An incident as routes and policies see it. */
public final class IncidentAlertMapper {
    /** A district's day may have many reasons; what is beyond is cut off. */
    static final int MAX_REASONS_LENGTH = 2_000;

    private IncidentAlertMapper() {}

    /** As it stands after a change. */
    public static Alert toAlert(IncidentTransition transition) {
        Incident incident = transition.incident();
        List<Episode> episodes = incident.episodes();
        Optional<Episode> last = episodes.isEmpty() ? Optional.empty() : Optional.of(episodes.get(episodes.size() - 1));
        return new Alert(
                transition.district(),
                incident.id(),
                incident.kind().wireName(),
                status(transition),
                incident.severity(),
                incident.labels(),
                fields(transition.district(), incident, last),
                last.map(Episode::openedAt),
                incident.kind() == IncidentKind.FEED_SILENT ? Set.of() : silentFeeds(incident),
                false);
    }

    private static Alert.AlertStatus status(IncidentTransition transition) {
        return switch (transition.change()) {
            case AVERTED, WITHDRAWN -> Alert.AlertStatus.WITHDRAWN;
            case EXPECTED, OPENED, ESCALATED, CLOSED, CORRECTED, REASONS, REPUBLISHED ->
                switch (transition.incident().status()) {
                    case EXPECTED -> Alert.AlertStatus.EXPECTED;
                    case OPEN -> Alert.AlertStatus.OPEN;
                    case CLOSED -> Alert.AlertStatus.CLOSED;
                };
        };
    }

    private static SortedMap<String, String> fields(String district, Incident incident, Optional<Episode> last) {
        SortedMap<String, String> fields = new TreeMap<>(incident.labels());
        fields.keySet().retainAll(NoticeField.names());
        fields.put(NoticeField.KIND.wireName(), incident.kind().wireName());
        fields.put(NoticeField.DISTRICT.wireName(), district);
        fields.put(NoticeField.INCIDENT.wireName(), incident.id());
        last.ifPresent(episode -> {
            fields.put(NoticeField.SEVERITY.wireName(), episode.severity());
            fields.put(NoticeField.SINCE.wireName(), episode.startedAt().toString());
            fields.put(NoticeField.OPENED.wireName(), episode.openedAt().toString());
            episode.closedAt().ifPresent(t -> fields.put(NoticeField.CLOSED.wireName(), t.toString()));
            episode.closeReason().ifPresent(by -> fields.put(NoticeField.CLOSED_BY.wireName(), by));
        });
        if (!incident.reasons().isEmpty()) {
            fields.put(NoticeField.REASONS.wireName(), formatReasons(incident.reasons()));
        }
        return fields;
    }

    /** As they stand in a notice. */
    public static String formatReasons(List<Reason> reasons) {
        String words = reasons.stream().map(Reason::toString).collect(Collectors.joining("; "));
        return words.substring(0, Math.min(words.length(), MAX_REASONS_LENGTH));
    }

    /** Feeds whose silence alone makes it what it is: an entrance with a device that is offline needs no silence for that. */
    private static Set<String> silentFeeds(Incident incident) {
        Set<String> feeds = new TreeSet<>();
        for (Reason reason : incident.reasons()) {
            switch (reason.code()) {
                case "feed-silent" -> reason.args().stream().limit(1).forEach(feeds::add);
                case "device-feed-silent" ->
                    reason.args().stream().skip(1).limit(1).forEach(feeds::add);
                default -> {
                    if (incident.kind() == IncidentKind.ENTRANCE_UNWATCHED) {
                        return Set.of();
                    }
                }
            }
        }
        return feeds;
    }
}
