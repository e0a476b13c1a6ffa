package org.postwatch.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PanicEvent;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import org.postwatch.wire.DecodeResult.DecodeFailure;

/** Makes a record of the fields of an event, or says why they make none. */
final class EventAssembler {
    /** All topics of Postwatch, and a comma between. */
    private static final int MAX_STUCK_TOPICS_LENGTH = 1_000;

    private EventAssembler() {}

    static DecodeResult assemble(byte[] key, byte[] value, EventFields draft) {
        DecodeResult decoded = assembleWithoutKey(value, draft);
        if (decoded instanceof DecodeFailure || decoded instanceof DecodeResult.ClockTick) {
            return decoded;
        }
        String district = draft.id(EventFieldIndex.PARTITIONKEY);
        return isKeyOf(key, district) ? decoded : wrongKey(key, district);
    }

    static DecodeResult assembleWithoutKey(byte[] value, EventFields draft) {
        draft.requireUniqueAttributes();
        String version = draft.string(EventFieldIndex.SPECVERSION);
        if (!version.equals("1.0")) {
            draft.reportMismatch(EventFieldIndex.SPECVERSION, "\"1.0\"", EventFields.quote(version));
        }
        String type = draft.string(EventFieldIndex.TYPE);
        if (draft.error() != null) {
            return new DecodeFailure(DecodeFailure.MALFORMED, draft.error());
        }
        Optional<EventType> eventType = EventType.ofWireName(type);
        Optional<CommandType> command = eventType.isPresent() ? Optional.empty() : CommandType.of(type);
        if (eventType.isEmpty() && command.isEmpty() && !type.equals(EventWriter.TICK)) {
            return new DecodeFailure(
                    DecodeFailure.UNKNOWN_TYPE, "type: expected one of Postwatch, found " + EventFields.quote(type));
        }
        String id = draft.id(EventFieldIndex.ID);
        String source = draft.id(EventFieldIndex.SOURCE);
        Instant time = draft.time();
        draft.optionalInstant(EventFieldIndex.RECORDEDTIME);
        if (eventType.isEmpty() && command.isEmpty()) {
            return orMalformed(draft, tick(time, draft));
        }
        String district = draft.id(EventFieldIndex.PARTITIONKEY);
        EventOrigin origin = new EventOrigin(district, source, id, time);
        return orMalformed(
                draft,
                eventType.isPresent()
                        ? event(eventType.get(), origin, draft)
                        : CommandDataReader.read(command.orElseThrow(), origin, draft, value));
    }

    private static DecodeResult orMalformed(EventFields draft, DecodeResult decoded) {
        return draft.error() == null ? decoded : new DecodeFailure(DecodeFailure.MALFORMED, draft.error());
    }

    private static DecodeResult tick(Instant time, EventFields draft) {
        draft.requireData(false);
        Set<String> stuck = draft.has(EventFieldIndex.STUCK)
                ? new TreeSet<>(List.of(
                        draft.id(EventFieldIndex.STUCK, MAX_STUCK_TOPICS_LENGTH).split(",")))
                : Set.of();
        return new DecodeResult.ClockTick(
                time,
                draft.optionalInstant(EventFieldIndex.KEEP_OPEN_FROM),
                draft.optionalId(EventFieldIndex.INSTANCE),
                stuck);
    }

    private static DecodeResult event(EventType type, EventOrigin origin, EventFields draft) {
        Event event = switch (type.shape()) {
            case PRESENCE_SIGNAL -> presenceSignal(type, origin, draft);
            case SHIFT_PLANNED -> shiftPlanned(origin, draft);
            case SHIFT_CANCELLED -> {
                String badge = badge(draft);
                yield new ShiftCancelled(
                        origin, draft.id(EventFieldIndex.SHIFT), badge, draft.id(EventFieldIndex.CAMPUS));
            }
            case HEARTBEAT -> heartbeat(origin, draft);
            case ENTRANCE -> {
                String campus = campus(draft, true);
                yield new EntranceEvent(origin, type, campus, draft.id(EventFieldIndex.ENTRANCE));
            }
            case DEVICE_REPORT -> {
                String campus = campus(draft, true);
                yield new DeviceReport(origin, type, campus, draft.id(EventFieldIndex.DEVICE));
            }
            case DETECTION -> {
                String campus = campus(draft, false);
                yield new DetectionEvent(origin, type, campus, draft.optionalId(EventFieldIndex.DEVICE));
            }
            case PANIC -> {
                String campus = campus(draft, false);
                yield new PanicEvent(origin, campus, draft.optionalId(EventFieldIndex.LOCATION));
            }
            case CONDUCT -> conduct(origin, draft);
            case CANARY -> {
                draft.requireData(false);
                yield new CanaryEvent(origin);
            }
        };
        // Null when the fields make no record: the draft has the error.
        return event == null
                ? new DecodeFailure(DecodeFailure.MALFORMED, draft.error())
                : new DecodeResult.DecodedEvent(event);
    }

    private static Event presenceSignal(EventType type, EventOrigin origin, EventFields draft) {
        String badge = badge(draft);
        String campus = draft.id(EventFieldIndex.CAMPUS);
        PresenceSignal.SignalKind kind = PresenceSignal.SignalKind.of(type);
        // Only starts have a duty, and only a call a place; elsewhere they are unknown fields.
        return new PresenceSignal(
                origin,
                kind,
                badge,
                campus,
                kind.isStart() ? draft.optionalId(EventFieldIndex.DUTY) : Optional.empty(),
                kind == PresenceSignal.SignalKind.CALLED_AWAY
                        ? draft.optionalId(EventFieldIndex.WHERE)
                        : Optional.empty(),
                draft.optionalId(EventFieldIndex.PROOF));
    }

    private static Event shiftPlanned(EventOrigin origin, EventFields draft) {
        String badge = badge(draft);
        String shift = draft.id(EventFieldIndex.SHIFT);
        String campus = draft.id(EventFieldIndex.CAMPUS);
        Instant from = draft.instant(EventFieldIndex.FROM);
        Instant to = draft.instant(EventFieldIndex.TO);
        Optional<String> duty = draft.optionalId(EventFieldIndex.DUTY);
        if (!from.isBefore(to)) {
            draft.reportMismatch(EventFieldIndex.TO, "an instant after data.from, " + from, to.toString());
            return null;
        }
        return new ShiftPlanned(origin, shift, badge, campus, from, to, duty);
    }

    private static Event heartbeat(EventOrigin origin, EventFields draft) {
        if (draft.has(EventFieldIndex.SUBJECT)
                && !draft.id(EventFieldIndex.SUBJECT).equals(origin.source())) {
            draft.reportMismatch(
                    EventFieldIndex.SUBJECT,
                    "the source, " + EventFields.quote(origin.source()),
                    EventFields.quote(draft.id(EventFieldIndex.SUBJECT)));
        }
        draft.requireData(false);
        Optional<Instant> since = draft.optionalInstant(EventFieldIndex.COMPLETE_SINCE);
        if (since.isPresent() && since.get().isAfter(origin.time())) {
            draft.reportMismatch(
                    EventFieldIndex.COMPLETE_SINCE,
                    "no instant after the time, " + origin.time(),
                    since.get().toString());
        }
        return new Heartbeat(origin, since);
    }

    private static Event conduct(EventOrigin origin, EventFields draft) {
        String campus = campus(draft, true);
        String what = draft.id(EventFieldIndex.WHAT);
        return new ConductEvent(
                origin, campus, what, draft.flag(EventFieldIndex.EMERGENCY), draft.optionalId(EventFieldIndex.DEVICE));
    }

    private static String badge(EventFields draft) {
        String badge = draft.id(EventFieldIndex.SUBJECT);
        draft.requireData(true);
        return badge;
    }

    private static String campus(EventFields draft, boolean dataNeeded) {
        String campus = draft.id(EventFieldIndex.SUBJECT);
        draft.requireData(dataNeeded);
        return campus;
    }

    private static boolean isKeyOf(byte[] key, String district) {
        if (key == null || key.length != district.length()) {
            return key != null && Arrays.equals(key, district.getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != district.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static DecodeFailure wrongKey(byte[] key, String district) {
        String found = key == null ? "nothing" : EventFields.quote(new String(key, StandardCharsets.UTF_8));
        return new DecodeFailure(
                DecodeFailure.WRONG_KEY,
                "record key: expected the partitionkey, " + EventFields.quote(district) + ", found " + found);
    }
}
