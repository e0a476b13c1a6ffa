package org.postwatch.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import org.postwatch.event.CampusEvent;
import org.postwatch.event.Event;

/**
 * The urgent events that have another id than the recorded event, because a profile makes the id. Their incidents are named after
 * them: commands of the recording must name the incident that there is, and facts are compared under the recorded name.
 */
final class RenamedEvents {
    private final Map<String, String> arrivedByRecorded = new LinkedHashMap<>();

    void add(Event recorded, Event arrived) {
        if (recorded.isUrgent() && !recorded.id().equals(arrived.id())) {
            arrivedByRecorded.put(name(recorded), name(arrived));
        }
    }

    private static String name(Event event) {
        String campus = event instanceof CampusEvent at ? at.campus() : "";
        return campus + "/" + event.source() + "/" + event.id();
    }

    /** A recorded text with the names of what arrived. */
    byte[] toArrived(byte[] text) {
        String changed = new String(text, UTF_8);
        for (Map.Entry<String, String> each : arrivedByRecorded.entrySet()) {
            changed = changed.replace(each.getKey(), each.getValue());
        }
        return changed.getBytes(UTF_8);
    }

    /** A text about what arrived with the recorded names. */
    String toRecorded(String text) {
        String changed = text;
        for (Map.Entry<String, String> each : arrivedByRecorded.entrySet()) {
            changed = changed.replace(each.getValue(), each.getKey());
        }
        return changed;
    }
}
