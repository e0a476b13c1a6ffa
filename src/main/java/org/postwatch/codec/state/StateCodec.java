package org.postwatch.codec.state;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.postwatch.codec.PlanJson;
import org.postwatch.coverage.Devices;
import org.postwatch.coverage.Heard;
import org.postwatch.coverage.Whereabouts;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Sign;
import org.postwatch.incident.Trigger;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Span;
import org.postwatch.watch.Memory;
import org.postwatch.watch.Table;

/** The bytes of each table's values. */
public final class StateCodec {
    /** The layout's version, the first byte of every value but plans, which carry their own. */
    static final int VERSION = 1;

    private StateCodec() {}

    /** @return the value's bytes */
    public static <T> byte[] encode(Table<T> table, T value) {
        if (value instanceof District district) {
            return PlanJson.encode(district);
        } else if (value instanceof CampusPlan plan) {
            return PlanJson.encode(plan);
        }
        Pack pack = new Pack().number(VERSION);
        write(pack, (Memory) value);
        return pack.bytes();
    }

    /**
     * @param key begins with the district
     * @throws IllegalArgumentException when the bytes are of a version that this release does not know
     */
    public static <T> T decode(Table<T> table, String key, byte[] bytes) {
        if (table.equals(Table.DISTRICTS)) {
            return table.type().cast(PlanJson.decodeDistrict(bytes));
        } else if (table.equals(Table.CAMPUSES)) {
            return table.type().cast(PlanJson.decodeCampus(bytes));
        }
        Unpack unpack = new Unpack(bytes);
        long version = unpack.number();
        if (version != VERSION) {
            throw new IllegalArgumentException("state of table '" + table.name() + "' has version " + version
                    + "; this release reads version " + VERSION);
        }
        int slash = key.indexOf('/');
        return table.type().cast(read(table.type(), unpack, slash < 0 ? key : key.substring(0, slash)));
    }

    private static void write(Pack pack, Memory value) {
        if (value instanceof Memory.OfDistrict v) {
            pack.date(v.firstOpen()).instant(v.openFrom()).date(v.watchedFrom());
            pack.map(v.said(), i -> IncidentState.write(pack, i));
            pack.map(v.relied(), pack::instant).instant(v.deadline());
        } else if (value instanceof Memory.OfFeed v) {
            heard(pack, v.heard());
            pack.list(v.silences(), s -> pack.instant(s.from()).instant(s.to()));
            pack.map(v.said(), i -> IncidentState.write(pack, i)).instant(v.deadline());
        } else if (value instanceof Memory.OfOfficer v) {
            whereabouts(pack, v.sealed());
            pack.list(v.signs(), s -> EventState.write(pack, s));
        } else if (value instanceof Memory.OfSigns v) {
            pack.list(v.signs(), s -> EventState.write(pack, s));
        } else if (value instanceof Memory.OfUnheard v) {
            pack.instant(v.from()).instant(v.to());
        } else if (value instanceof Memory.OfShift v) {
            pack.list(v.changes(), c -> EventState.write(pack, c));
        } else if (value instanceof Memory.OfCampus v) {
            pack.list(v.badges(), pack::text).list(v.shifts(), pack::text);
            pack.map(v.devices().standing(), r -> EventState.write(pack, r));
            pack.map(v.devices().reports(), list -> pack.list(list, r -> EventState.write(pack, r)));
            pack.text(v.now()).date(v.rolledTo()).instant(v.deadline());
        } else if (value instanceof Memory.OfDay v) {
            pack.map(v.posts(), s -> pack.number(s.revision()).text(s.digest()));
            pack.map(v.incidents(), i -> IncidentState.write(pack, i)).instant(v.deadline());
        } else if (value instanceof Memory.OfTriggers v) {
            pack.list(v.triggers(), t -> pack.instant(t.at()).number(EventState.code(t.type())));
        } else if (value instanceof Memory.OfReports v) {
            pack.list(v.reports(), r -> EventState.write(pack, r));
        } else if (value instanceof Memory.OfHistory v) {
            pack.list(v.presses(), p -> EventState.write(pack, p)).map(v.answers(), pack::instant);
            pack.map(v.counted(), pack::instant);
            pack.map(v.urgent(), m -> {
                pack.instant(m.minute());
                pack.list(m.reports(), r -> IncidentState.write(pack, r));
            });
            pack.map(v.open(), i -> IncidentState.write(pack, i)).instant(v.deadline());
        } else if (value instanceof Memory.OfEvent v) {
            pack.raw(v.digest())
                    .instant(v.stamp())
                    .number(EventState.code(v.type()))
                    .text(v.unit())
                    .instant(v.time())
                    .number(v.offset());
        } else if (value instanceof Memory.OfUrgent v) {
            pack.list(v.entries(), pack::text);
        } else if (value instanceof Memory.Clock v) {
            pack.instant(v.time()).optional(v.keepOpenFrom(), pack::instant);
        } else if (value instanceof Memory.Rebuild v) {
            pack.instant(v.began());
        } else if (value instanceof Memory.Withheld v) {
            IncidentState.write(pack, v.incident());
            pack.number(v.gone() ? 1 : 0);
        }
    }

    private static Memory read(Class<?> type, Unpack unpack, String district) {
        if (type == Memory.OfDistrict.class) {
            return new Memory.OfDistrict(
                    unpack.date(),
                    unpack.instant(),
                    unpack.date(),
                    unpack.map(() -> IncidentState.read(unpack)),
                    unpack.map(unpack::instant),
                    unpack.instant());
        } else if (type == Memory.OfFeed.class) {
            return new Memory.OfFeed(
                    heard(unpack),
                    unpack.list(() -> new Span(unpack.instant(), unpack.instant())),
                    unpack.map(() -> IncidentState.read(unpack)),
                    unpack.instant());
        } else if (type == Memory.OfOfficer.class) {
            return new Memory.OfOfficer(
                    whereabouts(unpack), unpack.list(() -> (Sign) EventState.read(unpack, district)));
        } else if (type == Memory.OfSigns.class) {
            return new Memory.OfSigns(unpack.list(() -> (Sign) EventState.read(unpack, district)));
        } else if (type == Memory.OfUnheard.class) {
            return new Memory.OfUnheard(unpack.instant(), unpack.instant());
        } else if (type == Memory.OfShift.class) {
            return new Memory.OfShift(unpack.list(() -> EventState.read(unpack, district)));
        } else if (type == Memory.OfCampus.class) {
            return campus(unpack, district);
        } else if (type == Memory.OfDay.class) {
            return new Memory.OfDay(
                    unpack.map(() -> new Memory.Said(unpack.size(), unpack.text())),
                    unpack.map(() -> IncidentState.read(unpack)),
                    unpack.instant());
        } else if (type == Memory.OfTriggers.class) {
            return new Memory.OfTriggers(
                    unpack.list(() -> new Trigger(unpack.instant(), EventState.type(unpack.number()))));
        } else if (type == Memory.OfReports.class) {
            return new Memory.OfReports(unpack.list(() -> (DeviceReport) EventState.read(unpack, district)));
        } else if (type == Memory.OfHistory.class) {
            return new Memory.OfHistory(
                    unpack.list(() -> (EntranceEvent) EventState.read(unpack, district)),
                    unpack.map(unpack::instant),
                    unpack.map(unpack::instant),
                    unpack.map(() ->
                            new Memory.OfMinute(unpack.instant(), unpack.list(() -> IncidentState.readReason(unpack)))),
                    unpack.map(() -> IncidentState.read(unpack)),
                    unpack.instant());
        } else if (type == Memory.OfEvent.class) {
            return new Memory.OfEvent(
                    unpack.raw(),
                    unpack.instant(),
                    EventState.type(unpack.number()),
                    unpack.text(),
                    unpack.instant(),
                    unpack.number());
        } else if (type == Memory.OfUrgent.class) {
            return new Memory.OfUrgent(unpack.list(unpack::text));
        } else if (type == Memory.Clock.class) {
            return new Memory.Clock(unpack.instant(), unpack.optional(unpack::instant));
        } else if (type == Memory.Rebuild.class) {
            return new Memory.Rebuild(unpack.instant());
        } else if (type == Memory.Withheld.class) {
            return new Memory.Withheld(IncidentState.read(unpack), unpack.number() == 1);
        }
        throw new IllegalArgumentException("no table holds " + type);
    }

    private static Memory.OfCampus campus(Unpack unpack, String district) {
        return new Memory.OfCampus(
                new TreeSet<>(unpack.list(unpack::text)),
                new TreeSet<>(unpack.list(unpack::text)),
                new Devices(
                        unpack.map(() -> (DeviceReport) EventState.read(unpack, district)),
                        unpack.map(() -> unpack.list(() -> (DeviceReport) EventState.read(unpack, district)))),
                unpack.text(),
                unpack.date(),
                unpack.instant());
    }

    private static void heard(Pack pack, Heard heard) {
        ByteBuffer bits = ByteBuffer.allocate(heard.bits().length * Long.BYTES);
        for (long word : heard.bits()) {
            bits.putLong(word);
        }
        pack.number(heard.lastBefore().isPresent() ? 1 : 0)
                .number(heard.lastBefore().orElse(0))
                .number(heard.base())
                .raw(bits.array());
    }

    private static Heard heard(Unpack unpack) {
        boolean present = unpack.number() == 1;
        long lastBefore = unpack.number();
        long base = unpack.number();
        ByteBuffer bits = ByteBuffer.wrap(unpack.raw());
        long[] words = new long[bits.remaining() / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = bits.getLong();
        }
        return new Heard(present ? OptionalLong.of(lastBefore) : OptionalLong.empty(), base, words);
    }

    private static void whereabouts(Pack pack, Whereabouts known) {
        pack.optional(known.stay(), stay -> {
            pack.text(stay.campus()).instant(stay.since()).optional(stay.duty(), pack::text);
            pack.list(stay.toldBy(), pack::text);
        });
        pack.optional(known.away(), gone -> pack.text(gone.campus()).instant(gone.at()));
        pack.instant(known.lastSign()).optional(known.formerDuty(), pack::text);
    }

    private static Whereabouts whereabouts(Unpack unpack) {
        return new Whereabouts(
                unpack.optional(() -> new Whereabouts.Stay(
                        unpack.text(),
                        unpack.instant(),
                        unpack.optional(unpack::text),
                        new TreeSet<>(unpack.list(unpack::text)))),
                unpack.optional(() -> new Whereabouts.Gone(unpack.text(), unpack.instant())),
                unpack.instant(),
                unpack.optional(unpack::text));
    }
}
