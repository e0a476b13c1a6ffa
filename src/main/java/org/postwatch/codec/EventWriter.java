package org.postwatch.codec;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;
import tools.jackson.core.JsonGenerator;

/** Writes CloudEvents 1.0 in structured JSON; the same record always gives the same bytes. Safe to share. */
public final class EventWriter {
    /** The {@code source} of ticks. */
    private static final String CLOCK = "postwatch-clock";

    private static final int BYTES_TYPICAL = 320;

    public byte[] write(Event event) {
        return write(event, Optional.empty());
    }

    /** @param recordedTime when the event arrived, for a recording that is to be replayed */
    public byte[] write(Event event, Optional<Instant> recordedTime) {
        return Output.object(BYTES_TYPICAL, json -> {
            envelope(json, event.origin(), event.type().wireName());
            subjectAndKey(json, subject(event), event.origin().district());
            Output.optional(json, "recordedtime", recordedTime);
            data(json, event);
        });
    }

    /** @param keepOpenFrom replay only: no date holding this instant or anything later is sealed */
    public byte[] tick(Instant time, Optional<Instant> keepOpenFrom) {
        return Output.object(BYTES_TYPICAL, json -> {
            envelope(json, new Origin("", CLOCK, time.toString(), time), Shape.TICK);
            if (keepOpenFrom.isPresent()) {
                json.writeObjectPropertyStart("data");
                Output.optional(json, "keepOpenFrom", keepOpenFrom);
                json.writeEndObject();
            }
        });
    }

    static void envelope(JsonGenerator json, Origin origin, String type) {
        json.writeStringProperty("specversion", "1.0");
        json.writeStringProperty("id", origin.id());
        json.writeStringProperty("source", origin.source());
        json.writeStringProperty("type", type);
        json.writeStringProperty("time", origin.time().toString());
    }

    private static void subjectAndKey(JsonGenerator json, String subject, String district) {
        json.writeStringProperty("subject", subject);
        json.writeStringProperty("partitionkey", district);
    }

    private static String subject(Event event) {
        if (event instanceof Sign sign) {
            return sign.badge();
        } else if (event instanceof ShiftPlanned shift) {
            return shift.badge();
        } else if (event instanceof ShiftCancelled shift) {
            return shift.badge();
        } else if (event instanceof EntranceEvent entrance) {
            return entrance.campus();
        } else if (event instanceof DeviceReport device) {
            return device.campus();
        } else if (event instanceof Sighting sighting) {
            return sighting.campus();
        } else if (event instanceof ConductSeen conduct) {
            return conduct.campus();
        }
        return event.source();
    }

    private static void data(JsonGenerator json, Event event) {
        json.writeObjectPropertyStart("data");
        if (event instanceof Sign sign) {
            json.writeStringProperty("campus", sign.campus());
            Output.optional(json, "duty", sign.duty());
        } else if (event instanceof ShiftPlanned shift) {
            json.writeStringProperty("shift", shift.shift());
            json.writeStringProperty("campus", shift.campus());
            json.writeStringProperty("from", shift.from().toString());
            json.writeStringProperty("to", shift.to().toString());
            Output.optional(json, "duty", shift.duty());
        } else if (event instanceof ShiftCancelled shift) {
            json.writeStringProperty("shift", shift.shift());
            json.writeStringProperty("campus", shift.campus());
        } else if (event instanceof Heartbeat heartbeat) {
            Output.optional(json, "completeSince", heartbeat.completeSince());
        } else if (event instanceof EntranceEvent entrance) {
            json.writeStringProperty("entrance", entrance.entrance());
        } else if (event instanceof DeviceReport device) {
            json.writeStringProperty("device", device.device());
        } else if (event instanceof Sighting sighting) {
            Output.optional(json, "device", sighting.device());
        } else if (event instanceof ConductSeen conduct) {
            json.writeStringProperty("what", conduct.what());
            if (conduct.emergency()) {
                json.writeBooleanProperty("emergency", true);
            }
            Output.optional(json, "device", conduct.device());
        }
        json.writeEndObject();
    }
}
