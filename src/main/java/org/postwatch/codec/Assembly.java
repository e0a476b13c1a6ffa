package org.postwatch.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.codec.Decoded.Rejected;
import org.postwatch.event.Canary;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;

/** From what was picked up to a record, or to why not. */
final class Assembly {
    /** All topics of Postwatch, and a comma between. */
    private static final int STUCK_LENGTH_MAX = 1_000;

    private Assembly() {}

    static Decoded assemble(byte[] key, byte[] value, Draft draft) {
        draft.expectNoEnvelopeTwice();
        String version = draft.string(Field.SPECVERSION);
        if (!version.equals("1.0")) {
            draft.expected(Field.SPECVERSION, "\"1.0\"", Draft.quote(version));
        }
        String type = draft.string(Field.TYPE);
        if (draft.fault() != null) {
            return new Rejected(Rejected.MALFORMED, draft.fault());
        }
        Shape shape = Shape.of(type);
        if (shape == null) {
            return new Rejected(Rejected.UNKNOWN_TYPE, "type: expected one of Postwatch, found " + Draft.quote(type));
        }
        String id = draft.id(Field.ID);
        String source = draft.id(Field.SOURCE);
        Instant time = draft.time();
        draft.optionalInstant(Field.RECORDEDTIME);
        if (shape.form() == Shape.Form.TICK) {
            return whole(draft, tick(time, draft));
        }
        String district = draft.id(Field.PARTITIONKEY);
        Origin origin = new Origin(district, source, id, time);
        Decoded decoded = whole(
                draft,
                shape.form() == Shape.Form.COMMAND
                        ? CommandData.read(type, origin, draft, value)
                        : event(shape, origin, draft));
        return decoded instanceof Rejected || isKey(key, district) ? decoded : wrongKey(key, district);
    }

    private static Decoded whole(Draft draft, Decoded decoded) {
        return draft.fault() == null ? decoded : new Rejected(Rejected.MALFORMED, draft.fault());
    }

    private static Decoded tick(Instant time, Draft draft) {
        draft.expectData(false);
        Set<String> stuck = draft.has(Field.STUCK)
                ? new TreeSet<>(List.of(draft.id(Field.STUCK, STUCK_LENGTH_MAX).split(",")))
                : Set.of();
        return new Decoded.Tick(
                time, draft.optionalInstant(Field.KEEP_OPEN_FROM), draft.optionalId(Field.INSTANCE), stuck);
    }

    private static Decoded event(Shape shape, Origin origin, Draft draft) {
        Event event = switch (shape.form()) {
            case SIGN -> sign(shape.type(), origin, draft);
            case SHIFT_PLANNED -> shiftPlanned(origin, draft);
            case SHIFT_CANCELLED -> {
                String badge = badge(draft);
                yield new ShiftCancelled(origin, draft.id(Field.SHIFT), badge, draft.id(Field.CAMPUS));
            }
            case HEARTBEAT -> heartbeat(origin, draft);
            case ENTRANCE -> {
                String campus = campus(draft, true);
                yield new EntranceEvent(origin, shape.type(), campus, draft.id(Field.ENTRANCE));
            }
            case DEVICE -> {
                String campus = campus(draft, true);
                yield new DeviceReport(origin, shape.type(), campus, draft.id(Field.DEVICE));
            }
            case SIGHTING -> {
                String campus = campus(draft, false);
                yield new Sighting(origin, shape.type(), campus, draft.optionalId(Field.DEVICE));
            }
            case CONDUCT -> conduct(origin, draft);
            case CANARY -> {
                draft.expectData(false);
                yield new Canary(origin);
            }
            case TICK, COMMAND -> throw new IllegalStateException(shape.form() + " is no event of a feed");
        };
        // null: what was told makes no record, and the draft knows why.
        return event == null ? new Rejected(Rejected.MALFORMED, draft.fault()) : new Decoded.Of(event);
    }

    private static Event sign(EventType type, Origin origin, Draft draft) {
        String badge = badge(draft);
        String campus = draft.id(Field.CAMPUS);
        Sign.Kind kind = switch (type) {
            case CHECKED_IN -> Sign.Kind.CHECKED_IN;
            case CHECKED_OUT -> Sign.Kind.CHECKED_OUT;
            case CALLED_AWAY -> Sign.Kind.CALLED_AWAY;
            default -> Sign.Kind.RETURNED;
        };
        // Only starts tell a duty; in an end it is one more unknown field.
        return new Sign(origin, kind, badge, campus, kind.isStart() ? draft.optionalId(Field.DUTY) : Optional.empty());
    }

    private static Event shiftPlanned(Origin origin, Draft draft) {
        String badge = badge(draft);
        String shift = draft.id(Field.SHIFT);
        String campus = draft.id(Field.CAMPUS);
        Instant from = draft.instant(Field.FROM);
        Instant to = draft.instant(Field.TO);
        Optional<String> duty = draft.optionalId(Field.DUTY);
        if (!from.isBefore(to)) {
            draft.expected(Field.TO, "an instant after data.from, " + from, to.toString());
            return null;
        }
        return new ShiftPlanned(origin, shift, badge, campus, from, to, duty);
    }

    private static Event heartbeat(Origin origin, Draft draft) {
        if (draft.has(Field.SUBJECT) && !draft.id(Field.SUBJECT).equals(origin.source())) {
            draft.expected(
                    Field.SUBJECT, "the source, " + Draft.quote(origin.source()), Draft.quote(draft.id(Field.SUBJECT)));
        }
        draft.expectData(false);
        Optional<Instant> since = draft.optionalInstant(Field.COMPLETE_SINCE);
        if (since.isPresent() && since.get().isAfter(origin.time())) {
            draft.expected(
                    Field.COMPLETE_SINCE,
                    "no instant after the time, " + origin.time(),
                    since.get().toString());
        }
        return new Heartbeat(origin, since);
    }

    private static Event conduct(Origin origin, Draft draft) {
        String campus = campus(draft, true);
        String what = draft.id(Field.WHAT);
        return new ConductSeen(origin, campus, what, draft.flag(Field.EMERGENCY), draft.optionalId(Field.DEVICE));
    }

    private static String badge(Draft draft) {
        String badge = draft.id(Field.SUBJECT);
        draft.expectData(true);
        return badge;
    }

    private static String campus(Draft draft, boolean dataNeeded) {
        String campus = draft.id(Field.SUBJECT);
        draft.expectData(dataNeeded);
        return campus;
    }

    private static boolean isKey(byte[] key, String district) {
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

    private static Rejected wrongKey(byte[] key, String district) {
        String found = key == null ? "nothing" : Draft.quote(new String(key, StandardCharsets.UTF_8));
        return new Rejected(
                Rejected.WRONG_KEY,
                "record key: expected the partitionkey, " + Draft.quote(district) + ", found " + found);
    }
}
