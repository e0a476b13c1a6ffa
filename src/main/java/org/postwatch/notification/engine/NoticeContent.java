package org.postwatch.notification.engine;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DistrictHmac;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeField;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.RoutingConfig;

/** The items of a notice: all fields of each alert, redacted to those that the policy grants. */
final class NoticeContent {
    /** Characters of all notes in one notice; the latest are kept. */
    static final int MAX_NOTES_LENGTH = 4_000;

    private NoticeContent() {}

    /** A published item, redacted to what may be disclosed now. */
    static Notice.NoticeItem redact(
            RoutingConfig routing, Alert alert, Notice.NoticeItem item, PolicyDecision.Granted granted) {
        return new Notice.NoticeItem(
                item.ref(), item.status(), granted.redact(item.fields()), zone(routing, alert, granted));
    }

    static Comparator<AlertState> byDescendingSeverity(RoutingConfig routing) {
        return Comparator.<AlertState>comparingInt(state ->
                        -state.alert().severity().map(routing::severityRank).orElse(-1))
                .thenComparing(state -> state.alert().opened().orElse(AlertState.NEVER))
                .thenComparing(state -> state.alert().id());
    }

    /** What may be disclosed of an alert now. */
    static Notice.NoticeItem disclosableItem(
            DistrictHmac keys, RoutingConfig routing, AlertState state, PolicyDecision.Granted granted) {
        Alert alert = state.alert();
        return new Notice.NoticeItem(
                keys.reference(alert.id()),
                alert.status(),
                granted.redact(allFields(routing, state)),
                zone(routing, alert, granted));
    }

    /** The campus's zone, unless it would disclose which campus it is. */
    private static ZoneId zone(RoutingConfig routing, Alert alert, PolicyDecision.Granted granted) {
        boolean campus = granted.fields().contains(NoticeField.CAMPUS.wireName())
                || granted.fields().contains(NoticeField.CAMPUS_NAME.wireName());
        return campus ? routing.zoneOf(alert) : routing.zone();
    }

    /** All fields of an alert, its acknowledgement and its notes. */
    private static SortedMap<String, String> allFields(RoutingConfig routing, AlertState state) {
        Alert alert = state.alert();
        SortedMap<String, String> all = new TreeMap<>(alert.fields());
        RoutingConfig.CampusDetails campus =
                routing.campuses().get(alert.labels().getOrDefault("campus", ""));
        if (campus != null) {
            all.put(NoticeField.CAMPUS_NAME.wireName(), campus.name());
        }
        state.acknowledgement().ifPresent(ack -> {
            all.put(NoticeField.ACKNOWLEDGED.wireName(), ack.at().toString());
            all.put(NoticeField.ACKNOWLEDGED_BY.wireName(), ack.by());
        });
        if (!state.notes().isEmpty()) {
            String notes = state.notes().stream()
                    .map(note -> note.at() + " " + note.by() + ": " + note.text())
                    .collect(Collectors.joining("\n"));
            all.put(NoticeField.NOTES.wireName(), notes.substring(Math.max(0, notes.length() - MAX_NOTES_LENGTH)));
        }
        return all;
    }
}
