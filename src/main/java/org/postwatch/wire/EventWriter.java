package org.postwatch.wire;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import tools.jackson.core.JsonGenerator;

/** Writes CloudEvents 1.0 in structured JSON; the same record always gives the same bytes. Safe to share. */
public final class EventWriter {
    /** The {@code source} of ticks. */
    private static final String CLOCK_SOURCE = "postwatch-clock";

    private static final int TYPICAL_BYTES = 320;

    public byte[] write(Event event) {
        return write(event, Optional.empty());
    }

    /** @param recordedTime when the event arrived, for a recording that is to be replayed */
    public byte[] write(Event event, Optional<Instant> recordedTime) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            writeEnvelope(json, event.origin(), event.type().wireName());
            writeSubjectAndKey(json, subject(event), event.origin().district());
            JsonOutput.writeOptional(json, "recordedtime", recordedTime);
            writeData(json, event);
        });
    }

    /** @param keepOpenFrom replay only: no date holding this instant or anything later is sealed */
    public byte[] writeTick(Instant time, Optional<Instant> keepOpenFrom) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            writeEnvelope(json, new EventOrigin("", CLOCK_SOURCE, time.toString(), time), EventShape.TICK);
            if (keepOpenFrom.isPresent()) {
                json.writeObjectPropertyStart("data");
                JsonOutput.writeOptional(json, "keepOpenFrom", keepOpenFrom);
                json.writeEndObject();
            }
        });
    }

    static void writeEnvelope(JsonGenerator json, EventOrigin origin, String type) {
        json.writeStringProperty("specversion", "1.0");
        json.writeStringProperty("id", origin.id());
        json.writeStringProperty("source", origin.source());
        json.writeStringProperty("type", type);
        json.writeStringProperty("time", origin.time().toString());
    }

    private static void writeSubjectAndKey(JsonGenerator json, String subject, String district) {
        json.writeStringProperty("subject", subject);
        json.writeStringProperty("partitionkey", district);
    }

    private static String subject(Event event) {
        if (event instanceof PresenceSignal sign) {
            return sign.badge();
        } else if (event instanceof ShiftPlanned shift) {
            return shift.badge();
        } else if (event instanceof ShiftCancelled shift) {
            return shift.badge();
        } else if (event instanceof EntranceEvent entrance) {
            return entrance.campus();
        } else if (event instanceof DeviceReport device) {
            return device.campus();
        } else if (event instanceof DetectionEvent sighting) {
            return sighting.campus();
        } else if (event instanceof ConductEvent conduct) {
            return conduct.campus();
        }
        return event.source();
    }

    private static void writeData(JsonGenerator json, Event event) {
        json.writeObjectPropertyStart("data");
        if (event instanceof PresenceSignal sign) {
            json.writeStringProperty("campus", sign.campus());
            JsonOutput.writeOptional(json, "duty", sign.duty());
        } else if (event instanceof ShiftPlanned shift) {
            json.writeStringProperty("shift", shift.shift());
            json.writeStringProperty("campus", shift.campus());
            json.writeStringProperty("from", shift.from().toString());
            json.writeStringProperty("to", shift.to().toString());
            JsonOutput.writeOptional(json, "duty", shift.duty());
        } else if (event instanceof ShiftCancelled shift) {
            json.writeStringProperty("shift", shift.shift());
            json.writeStringProperty("campus", shift.campus());
        } else if (event instanceof Heartbeat heartbeat) {
            JsonOutput.writeOptional(json, "completeSince", heartbeat.completeSince());
        } else if (event instanceof EntranceEvent entrance) {
            json.writeStringProperty("entrance", entrance.entrance());
        } else if (event instanceof DeviceReport device) {
            json.writeStringProperty("device", device.device());
        } else if (event instanceof DetectionEvent sighting) {
            JsonOutput.writeOptional(json, "device", sighting.device());
        } else if (event instanceof ConductEvent conduct) {
            json.writeStringProperty("what", conduct.behavior());
            if (conduct.emergency()) {
                json.writeBooleanProperty("emergency", true);
            }
            JsonOutput.writeOptional(json, "device", conduct.device());
        }
        json.writeEndObject();
    }
}
