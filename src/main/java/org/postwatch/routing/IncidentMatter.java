package org.postwatch.routing;

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
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;

/** An incident as routes and policies see it. */
public final class IncidentMatter {
    /** A district's day may have many reasons; what is beyond is cut off. */
    static final int REASONS_CHARS_MAX = 2_000;

    private IncidentMatter() {}

    /** As it stands after a change. */
    public static Matter of(Transition transition) {
        Incident incident = transition.incident();
        List<Episode> episodes = incident.episodes();
        Optional<Episode> last = episodes.isEmpty() ? Optional.empty() : Optional.of(episodes.get(episodes.size() - 1));
        return new Matter(
                transition.district(),
                incident.id(),
                incident.kind().wireName(),
                status(transition),
                incident.severity(),
                incident.labels(),
                fields(transition.district(), incident, last),
                last.map(Episode::opened),
                incident.kind() == Kind.FEED_SILENT ? Set.of() : silentFeeds(incident),
                false);
    }

    private static Matter.Status status(Transition transition) {
        return switch (transition.change()) {
            case AVERTED, WITHDRAWN -> Matter.Status.WITHDRAWN;
            case EXPECTED, OPENED, ESCALATED, CLOSED, CORRECTED, REASONS, REPUBLISHED ->
                switch (transition.incident().status()) {
                    case EXPECTED -> Matter.Status.EXPECTED;
                    case OPEN -> Matter.Status.OPEN;
                    case CLOSED -> Matter.Status.CLOSED;
                };
        };
    }

    private static SortedMap<String, String> fields(String district, Incident incident, Optional<Episode> last) {
        SortedMap<String, String> fields = new TreeMap<>(incident.labels());
        fields.keySet().retainAll(Field.names());
        fields.put(Field.KIND.wireName(), incident.kind().wireName());
        fields.put(Field.DISTRICT.wireName(), district);
        fields.put(Field.INCIDENT.wireName(), incident.id());
        last.ifPresent(episode -> {
            fields.put(Field.SEVERITY.wireName(), episode.severity());
            fields.put(Field.SINCE.wireName(), episode.from().toString());
            fields.put(Field.OPENED.wireName(), episode.opened().toString());
            episode.closed().ifPresent(t -> fields.put(Field.CLOSED.wireName(), t.toString()));
            episode.by().ifPresent(by -> fields.put(Field.CLOSED_BY.wireName(), by));
        });
        if (!incident.reasons().isEmpty()) {
            fields.put(Field.REASONS.wireName(), words(incident.reasons()));
        }
        return fields;
    }

    /** As they stand in a notice. */
    public static String words(List<Reason> reasons) {
        String words = reasons.stream().map(Reason::toString).collect(Collectors.joining("; "));
        return words.substring(0, Math.min(words.length(), REASONS_CHARS_MAX));
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
                    if (incident.kind() == Kind.ENTRANCE_UNWATCHED) {
                        return Set.of();
                    }
                }
            }
        }
        return feeds;
    }
}
