package org.postwatch.streams.state;

import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;

/** Events as evidence. Their district stands in the key, their type is a number that never changes its meaning. */
final class EventSerde {
    private EventSerde() {}

    static void write(BinaryWriter pack, Event event) {
        pack.number(code(event.type())).text(event.source()).text(event.id()).instant(event.time());
        if (event instanceof PresenceSignal e) {
            pack.text(e.badge()).text(e.campus()).optional(e.duty(), pack::text);
        } else if (event instanceof ShiftPlanned e) {
            pack.text(e.shift())
                    .text(e.badge())
                    .text(e.campus())
                    .instant(e.from())
                    .instant(e.to())
                    .optional(e.duty(), pack::text);
        } else if (event instanceof ShiftCancelled e) {
            pack.text(e.shift()).text(e.badge()).text(e.campus());
        } else if (event instanceof EntranceEvent e) {
            pack.text(e.campus()).text(e.entrance());
        } else if (event instanceof DeviceReport e) {
            pack.text(e.campus()).text(e.device());
        } else {
            throw new IllegalArgumentException(event.type() + " is never kept");
        }
    }

    static Event read(BinaryReader unpack, String district) {
        EventType type = type(unpack.number());
        EventOrigin origin = new EventOrigin(district, unpack.text(), unpack.text(), unpack.instant());
        return switch (type) {
            case CHECKED_IN -> sign(unpack, origin, PresenceSignal.SignalKind.CHECKED_IN);
            case CHECKED_OUT -> sign(unpack, origin, PresenceSignal.SignalKind.CHECKED_OUT);
            case CALLED_AWAY -> sign(unpack, origin, PresenceSignal.SignalKind.CALLED_AWAY);
            case RETURNED -> sign(unpack, origin, PresenceSignal.SignalKind.RETURNED);
            case SHIFT_PLANNED ->
                new ShiftPlanned(
                        origin,
                        unpack.text(),
                        unpack.text(),
                        unpack.text(),
                        unpack.instant(),
                        unpack.instant(),
                        unpack.optional(unpack::text));
            case SHIFT_CANCELLED -> new ShiftCancelled(origin, unpack.text(), unpack.text(), unpack.text());
            case DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_TAMPERED ->
                new DeviceReport(origin, type, unpack.text(), unpack.text());
            case BUZZER_PRESSED -> new EntranceEvent(origin, type, unpack.text(), unpack.text());
            default -> throw new IllegalArgumentException(type + " is never kept");
        };
    }

    private static PresenceSignal sign(BinaryReader unpack, EventOrigin origin, PresenceSignal.SignalKind kind) {
        return new PresenceSignal(origin, kind, unpack.text(), unpack.text(), unpack.optional(unpack::text));
    }

    static int code(EventType type) {
        return switch (type) {
            case CHECKED_IN -> 1;
            case CHECKED_OUT -> 2;
            case CALLED_AWAY -> 3;
            case RETURNED -> 4;
            case SHIFT_PLANNED -> 5;
            case SHIFT_CANCELLED -> 6;
            case HEARTBEAT -> 7;
            case BUZZER_PRESSED -> 8;
            case VISITOR_ADMITTED -> 9;
            case VISITOR_DENIED -> 10;
            case PRESS_CANCELLED -> 11;
            case DOOR_HELD_OPEN -> 12;
            case DOOR_FORCED -> 13;
            case DOOR_SECURED -> 14;
            case DEVICE_ONLINE -> 15;
            case DEVICE_OFFLINE -> 16;
            case DEVICE_TAMPERED -> 17;
            case PERSON_SEEN -> 18;
            case WEAPON_SEEN -> 19;
            case CONDUCT_SEEN -> 20;
            case CANARY -> 21;
        };
    }

    static EventType type(long code) {
        for (EventType type : EventType.values()) {
            if (code(type) == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("no type of event has the number " + code);
    }
}
