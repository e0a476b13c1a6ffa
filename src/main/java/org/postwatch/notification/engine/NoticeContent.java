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

/** What a notice holds of its matters: all that is known, cut down to what the policy grants. */
final class NoticeContent {
    /** Of all remarks in one notice; the latest are kept. */
    static final int MAX_NOTES_LENGTH = 4_000;

    private NoticeContent() {}

    /** What was told, as far as it may be told now. */
    static Notice.NoticeItem redact(
            RoutingConfig routing, Alert matter, Notice.NoticeItem item, PolicyDecision.Granted granted) {
        return new Notice.NoticeItem(
                item.ref(), item.status(), granted.redact(item.fields()), zone(routing, matter, granted));
    }

    static Comparator<AlertState> byDescendingSeverity(RoutingConfig routing) {
        return Comparator.<AlertState>comparingInt(affair ->
                        -affair.alert().severity().map(routing::severityRank).orElse(-1))
                .thenComparing(affair -> affair.alert().opened().orElse(AlertState.NEVER))
                .thenComparing(affair -> affair.alert().id());
    }

    /** What may be told of a matter now. */
    static Notice.NoticeItem disclosableItem(
            DistrictHmac keys, RoutingConfig routing, AlertState affair, PolicyDecision.Granted granted) {
        Alert matter = affair.alert();
        return new Notice.NoticeItem(
                keys.reference(matter.id()),
                matter.status(),
                granted.redact(allFields(routing, affair)),
                zone(routing, matter, granted));
    }

    /** A campus's zone may tell which campus it is, where a district has several. */
    private static ZoneId zone(RoutingConfig routing, Alert matter, PolicyDecision.Granted granted) {
        boolean campus = granted.fields().contains(NoticeField.CAMPUS.wireName())
                || granted.fields().contains(NoticeField.CAMPUS_NAME.wireName());
        return campus ? routing.zoneOf(matter) : routing.zone();
    }

    /** All that could be told of a matter now. */
    private static SortedMap<String, String> allFields(RoutingConfig routing, AlertState affair) {
        Alert matter = affair.alert();
        SortedMap<String, String> all = new TreeMap<>(matter.fields());
        RoutingConfig.CampusDetails place =
                routing.campuses().get(matter.labels().getOrDefault("campus", ""));
        if (place != null) {
            all.put(NoticeField.CAMPUS_NAME.wireName(), place.name());
        }
        affair.acknowledgement().ifPresent(ack -> {
            all.put(NoticeField.ACKNOWLEDGED.wireName(), ack.at().toString());
            all.put(NoticeField.ACKNOWLEDGED_BY.wireName(), ack.by());
        });
        if (!affair.notes().isEmpty()) {
            String notes = affair.notes().stream()
                    .map(remark -> remark.at() + " " + remark.by() + ": " + remark.text())
                    .collect(Collectors.joining("\n"));
            all.put(NoticeField.NOTES.wireName(), notes.substring(Math.max(0, notes.length() - MAX_NOTES_LENGTH)));
        }
        return all;
    }
}
