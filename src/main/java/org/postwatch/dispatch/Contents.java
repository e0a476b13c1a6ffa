package org.postwatch.dispatch;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.routing.DistrictKeys;
import org.postwatch.routing.Field;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Ruling;

/** What a notice holds of its matters: all that is known, cut down to what the policy grants. */
final class Contents {
    /** Of all remarks in one notice; the latest are kept. */
    static final int NOTES_CHARS_MAX = 4_000;

    private Contents() {}

    /** What was told, as far as it may be told now. */
    static Notice.Item redacted(Routing routing, Matter matter, Notice.Item item, Ruling.Granted granted) {
        return new Notice.Item(
                item.ref(), item.status(), granted.redact(item.fields()), zone(routing, matter, granted));
    }

    static Comparator<Affair> worstFirst(Routing routing) {
        return Comparator.<Affair>comparingInt(
                        affair -> -affair.matter().severity().map(routing::rank).orElse(-1))
                .thenComparing(affair -> affair.matter().opened().orElse(Affair.NEVER))
                .thenComparing(affair -> affair.matter().id());
    }

    /** What may be told of a matter now. */
    static Notice.Item of(DistrictKeys keys, Routing routing, Affair affair, Ruling.Granted granted) {
        Matter matter = affair.matter();
        return new Notice.Item(
                keys.ref(matter.id()),
                matter.status(),
                granted.redact(everything(routing, affair)),
                zone(routing, matter, granted));
    }

    /** A campus's zone may tell which campus it is, where a district has several. */
    private static ZoneId zone(Routing routing, Matter matter, Ruling.Granted granted) {
        boolean campus = granted.fields().contains(Field.CAMPUS.wireName())
                || granted.fields().contains(Field.CAMPUS_NAME.wireName());
        return campus ? routing.zone(matter) : routing.zone();
    }

    /** All that could be told of a matter now. */
    private static SortedMap<String, String> everything(Routing routing, Affair affair) {
        Matter matter = affair.matter();
        SortedMap<String, String> all = new TreeMap<>(matter.fields());
        Routing.Place place = routing.campuses().get(matter.labels().getOrDefault("campus", ""));
        if (place != null) {
            all.put(Field.CAMPUS_NAME.wireName(), place.name());
        }
        affair.acknowledgement().ifPresent(ack -> {
            all.put(Field.ACKNOWLEDGED.wireName(), ack.at().toString());
            all.put(Field.ACKNOWLEDGED_BY.wireName(), ack.by());
        });
        if (!affair.remarks().isEmpty()) {
            String notes = affair.remarks().stream()
                    .map(remark -> remark.at() + " " + remark.by() + ": " + remark.text())
                    .collect(Collectors.joining("\n"));
            all.put(Field.NOTES.wireName(), notes.substring(Math.max(0, notes.length() - NOTES_CHARS_MAX)));
        }
        return all;
    }
}
