package org.postwatch.streams.state;

import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;

/** Events that are kept as evidence. The district is in the key; the type is its state code. */
final class EventSerde {
    private EventSerde() {}

    static BinaryWriter write(BinaryWriter out, Event event) {
        out.number(event.type().stateCode())
                .text(event.source())
                .text(event.id())
                .instant(event.time());
        return switch (event.type().shape()) {
            case PRESENCE_SIGNAL -> write(out, (PresenceSignal) event);
            case SHIFT_PLANNED -> write(out, (ShiftPlanned) event);
            case SHIFT_CANCELLED -> write(out, (ShiftCancelled) event);
            case ENTRANCE -> write(out, (EntranceEvent) event);
            case DEVICE_REPORT -> write(out, (DeviceReport) event);
            case HEARTBEAT, DETECTION, PANIC, CONDUCT, CANARY -> throw notStored(event.type());
        };
    }

    static Event read(BinaryReader in, String district) {
        EventType type = EventType.ofStateCode(in.number());
        EventOrigin origin = new EventOrigin(district, in.text(), in.text(), in.instant());
        return switch (type.shape()) {
            case PRESENCE_SIGNAL ->
                new PresenceSignal(
                        origin, PresenceSignal.SignalKind.of(type), in.text(), in.text(), in.optional(in::text));
            case SHIFT_PLANNED ->
                new ShiftPlanned(
                        origin, in.text(), in.text(), in.text(), in.instant(), in.instant(), in.optional(in::text));
            case SHIFT_CANCELLED -> new ShiftCancelled(origin, in.text(), in.text(), in.text());
            case ENTRANCE -> new EntranceEvent(origin, type, in.text(), in.text());
            case DEVICE_REPORT -> new DeviceReport(origin, type, in.text(), in.text());
            case HEARTBEAT, DETECTION, PANIC, CONDUCT, CANARY -> throw notStored(type);
        };
    }

    /** Without its place and proof, which change no coverage. */
    private static BinaryWriter write(BinaryWriter out, PresenceSignal signal) {
        return out.text(signal.badge()).text(signal.campus()).optional(signal.duty(), out::text);
    }

    private static BinaryWriter write(BinaryWriter out, ShiftPlanned shift) {
        return out.text(shift.shift())
                .text(shift.badge())
                .text(shift.campus())
                .instant(shift.from())
                .instant(shift.to())
                .optional(shift.duty(), out::text);
    }

    private static BinaryWriter write(BinaryWriter out, ShiftCancelled shift) {
        return out.text(shift.shift()).text(shift.badge()).text(shift.campus());
    }

    private static BinaryWriter write(BinaryWriter out, EntranceEvent event) {
        return out.text(event.campus()).text(event.entrance());
    }

    private static BinaryWriter write(BinaryWriter out, DeviceReport report) {
        return out.text(report.campus()).text(report.device());
    }

    private static IllegalArgumentException notStored(EventType type) {
        return new IllegalArgumentException("events of type " + type + " are not kept in state");
    }
}
