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
import org.postwatch.event.PanicEvent;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** Writes CloudEvents 1.0 in structured JSON; the same record always gives the same bytes. Safe to share. */
public final class EventWriter {
    /** The {@code source} of ticks. */
    private static final String CLOCK_SOURCE = "postwatch-clock";

    /** The {@code type} of ticks, which no feed may send. */
    static final String TICK = "postwatch.clock.tick";

    private static final int TYPICAL_BYTES = 320;

    // Encoded once: every event has them.
    private static final SerializableString SPECVERSION = new SerializedString("specversion");
    private static final SerializableString VERSION = new SerializedString("1.0");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString SOURCE = new SerializedString("source");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString TIME = new SerializedString("time");
    private static final SerializableString SUBJECT = new SerializedString("subject");
    private static final SerializableString PARTITIONKEY = new SerializedString("partitionkey");

    public byte[] write(Event event) {
        return write(event, Optional.empty());
    }

    /** @param recordedTime when the event arrived, for a recording that is to be replayed */
    public byte[] write(Event event, Optional<Instant> recordedTime) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            writeEnvelope(json, event.origin(), event.type().wireName());
            writeSubjectAndKey(json, event.subject(), event.origin().district());
            JsonOutput.writeOptional(json, "recordedtime", recordedTime);
            writeData(json, event);
        });
    }

    /** @param keepOpenFrom replay only: no date holding this instant or anything later is sealed */
    public byte[] writeTick(Instant time, Optional<Instant> keepOpenFrom) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            writeEnvelope(json, new EventOrigin("", CLOCK_SOURCE, time.toString(), time), TICK);
            if (keepOpenFrom.isPresent()) {
                json.writeObjectPropertyStart("data");
                JsonOutput.writeOptional(json, "keepOpenFrom", keepOpenFrom);
                json.writeEndObject();
            }
        });
    }

    static void writeEnvelope(JsonGenerator json, EventOrigin origin, String type) {
        json.writeName(SPECVERSION).writeString(VERSION);
        json.writeName(ID).writeString(origin.id());
        json.writeName(SOURCE).writeString(origin.source());
        json.writeName(TYPE).writeString(type);
        json.writeName(TIME).writeString(origin.time().toString());
    }

    private static void writeSubjectAndKey(JsonGenerator json, String subject, String district) {
        json.writeName(SUBJECT).writeString(subject);
        json.writeName(PARTITIONKEY).writeString(district);
    }

    private static void writeData(JsonGenerator json, Event event) {
        json.writeObjectPropertyStart("data");
        writeFields(json, event).writeEndObject();
    }

    private static JsonGenerator writeFields(JsonGenerator json, Event event) {
        return switch (event.type().shape()) {
            case PRESENCE_SIGNAL -> writeFields(json, (PresenceSignal) event);
            case SHIFT_PLANNED -> writeFields(json, (ShiftPlanned) event);
            case SHIFT_CANCELLED -> writeFields(json, (ShiftCancelled) event);
            case HEARTBEAT -> JsonOutput.writeOptional(json, "completeSince", ((Heartbeat) event).completeSince());
            case ENTRANCE -> json.writeStringProperty("entrance", ((EntranceEvent) event).entrance());
            case DEVICE_REPORT -> json.writeStringProperty("device", ((DeviceReport) event).device());
            case DETECTION -> JsonOutput.writeOptional(json, "device", ((DetectionEvent) event).device());
            case PANIC -> JsonOutput.writeOptional(json, "location", ((PanicEvent) event).location());
            case CONDUCT -> writeFields(json, (ConductEvent) event);
            case CANARY -> json;
        };
    }

    private static JsonGenerator writeFields(JsonGenerator json, PresenceSignal signal) {
        json.writeStringProperty("campus", signal.campus());
        JsonOutput.writeOptional(json, "duty", signal.duty());
        JsonOutput.writeOptional(json, "where", signal.where());
        return JsonOutput.writeOptional(json, "proof", signal.proof());
    }

    private static JsonGenerator writeFields(JsonGenerator json, ShiftPlanned shift) {
        json.writeStringProperty("shift", shift.shift());
        json.writeStringProperty("campus", shift.campus());
        json.writeStringProperty("from", shift.from().toString());
        json.writeStringProperty("to", shift.to().toString());
        return JsonOutput.writeOptional(json, "duty", shift.duty());
    }

    private static JsonGenerator writeFields(JsonGenerator json, ShiftCancelled shift) {
        json.writeStringProperty("shift", shift.shift());
        return json.writeStringProperty("campus", shift.campus());
    }

    private static JsonGenerator writeFields(JsonGenerator json, ConductEvent conduct) {
        json.writeStringProperty("what", conduct.behavior());
        if (conduct.emergency()) {
            json.writeBooleanProperty("emergency", true);
        }
        return JsonOutput.writeOptional(json, "device", conduct.device());
    }
}
