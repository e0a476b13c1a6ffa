package org.postwatch.codec.state;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.postwatch.codec.PlanJson;
import org.postwatch.coverage.Devices;
import org.postwatch.coverage.Heard;
import org.postwatch.coverage.Whereabouts;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Sign;
import org.postwatch.incident.Trigger;
import org.postwatch.plan.Span;
import org.postwatch.watch.CoverageTables;
import org.postwatch.watch.Memory;
import org.postwatch.watch.Table;
import org.postwatch.watch.UrgentEventDay;

/** The bytes of COVERAGE's tables: one layout for each table, packed by hand. */
public final class StateCodec implements StateSerde {
    /** The layout's version, the first byte of every value but plans, which carry their own. */
    static final int VERSION = 1;

    private static final Layout<?>[] LAYOUTS = new Layout<?>[128];

    static {
        add(new Layout<>(CoverageTables.DISTRICTS, PlanJson::encode, (key, bytes) -> PlanJson.decodeDistrict(bytes)));
        add(new Layout<>(CoverageTables.CAMPUSES, PlanJson::encode, (key, bytes) -> PlanJson.decodeCampus(bytes)));
        addPacked(
                CoverageTables.DISTRICT_STATE,
                (pack, v) -> pack.date(v.firstOpen())
                        .instant(v.openFrom())
                        .date(v.watchedFrom())
                        .map(v.said(), i -> IncidentState.write(pack, i))
                        .map(v.relied(), pack::instant)
                        .instant(v.deadline()),
                (unpack, district) -> new Memory.OfDistrict(
                        unpack.date(),
                        unpack.instant(),
                        unpack.date(),
                        unpack.map(() -> IncidentState.read(unpack)),
                        unpack.map(unpack::instant),
                        unpack.instant()));
        addPacked(
                CoverageTables.FEEDS,
                (pack, v) -> heard(pack, v.heard())
                        .list(v.silences(), s -> pack.instant(s.from()).instant(s.to()))
                        .map(v.said(), i -> IncidentState.write(pack, i))
                        .instant(v.deadline()),
                (unpack, district) -> new Memory.OfFeed(
                        heard(unpack),
                        unpack.list(() -> new Span(unpack.instant(), unpack.instant())),
                        unpack.map(() -> IncidentState.read(unpack)),
                        unpack.instant()));
        addPacked(
                CoverageTables.OFFICERS,
                (pack, v) -> whereabouts(pack, v.sealed()).list(v.signs(), s -> EventState.write(pack, s)),
                (unpack, district) -> new Memory.OfOfficer(
                        whereabouts(unpack), unpack.list(() -> (Sign) EventState.read(unpack, district))));
        addPacked(
                CoverageTables.SIGNS,
                (pack, v) -> pack.list(v.signs(), s -> EventState.write(pack, s)),
                (unpack, district) -> new Memory.OfSigns(unpack.list(() -> (Sign) EventState.read(unpack, district))));
        addPacked(
                CoverageTables.UNHEARD,
                (pack, v) -> pack.instant(v.from()).instant(v.to()),
                (unpack, district) -> new Memory.OfUnheard(unpack.instant(), unpack.instant()));
        addPacked(
                CoverageTables.SHIFTS,
                (pack, v) -> pack.list(v.changes(), c -> EventState.write(pack, c)),
                (unpack, district) -> new Memory.OfShift(unpack.list(() -> EventState.read(unpack, district))));
        addPacked(
                CoverageTables.CAMPUS_STATE,
                (pack, v) -> pack.list(v.badges(), pack::text)
                        .list(v.shifts(), pack::text)
                        .map(v.devices().standing(), r -> EventState.write(pack, r))
                        .map(v.devices().reports(), list -> pack.list(list, r -> EventState.write(pack, r)))
                        .text(v.now())
                        .date(v.rolledTo())
                        .instant(v.deadline()),
                StateCodec::campus);
        addPacked(
                CoverageTables.DAYS,
                (pack, v) -> pack.map(v.posts(), s -> pack.number(s.revision()).text(s.digest()))
                        .map(v.incidents(), i -> IncidentState.write(pack, i))
                        .instant(v.deadline()),
                (unpack, district) -> new Memory.OfDay(
                        unpack.map(() -> new Memory.Said(unpack.size(), unpack.text())),
                        unpack.map(() -> IncidentState.read(unpack)),
                        unpack.instant()));
        addPacked(
                CoverageTables.TRIGGERS,
                (pack, v) -> pack.list(v.triggers(), t -> pack.instant(t.at()).number(EventState.code(t.type()))),
                (unpack, district) -> new Memory.OfTriggers(
                        unpack.list(() -> new Trigger(unpack.instant(), EventState.type(unpack.number())))));
        addPacked(
                CoverageTables.REPORTS,
                (pack, v) -> pack.list(v.reports(), r -> EventState.write(pack, r)),
                (unpack, district) ->
                        new Memory.OfReports(unpack.list(() -> (DeviceReport) EventState.read(unpack, district))));
        addPacked(
                CoverageTables.HISTORY,
                (pack, v) -> pack.list(v.presses(), p -> EventState.write(pack, p))
                        .map(v.answers(), pack::instant)
                        .map(v.counted(), pack::instant)
                        .map(
                                v.urgent(),
                                m -> pack.instant(m.minute()).list(m.reports(), r -> IncidentState.write(pack, r)))
                        .map(v.open(), i -> IncidentState.write(pack, i))
                        .instant(v.deadline()),
                StateCodec::history);
        addPacked(
                CoverageTables.EVENTS,
                (pack, v) -> pack.raw(v.digest())
                        .instant(v.stamp())
                        .number(EventState.code(v.type()))
                        .text(v.unit())
                        .instant(v.time())
                        .number(v.offset()),
                (unpack, district) -> new Memory.OfEvent(
                        unpack.raw(),
                        unpack.instant(),
                        EventState.type(unpack.number()),
                        unpack.text(),
                        unpack.instant(),
                        unpack.number()));
        addPacked(
                CoverageTables.URGENT,
                (pack, v) -> pack.list(v.entries(), pack::text),
                (unpack, district) -> new UrgentEventDay(unpack.list(unpack::text)));
        addPacked(
                CoverageTables.CLOCK,
                (pack, v) -> pack.instant(v.time()).optional(v.keepOpenFrom(), pack::instant),
                (unpack, district) -> new Memory.Clock(unpack.instant(), unpack.optional(unpack::instant)));
        addPacked(
                CoverageTables.REBUILD,
                (pack, v) -> pack.instant(v.began()),
                (unpack, district) -> new Memory.Rebuild(unpack.instant()));
        addPacked(
                CoverageTables.WITHHELD,
                (pack, v) -> {
                    IncidentState.write(pack, v.incident());
                    pack.number(v.gone() ? 1 : 0);
                },
                (unpack, district) -> new Memory.Withheld(IncidentState.read(unpack), unpack.number() == 1));
    }

    /** How the values of one table are written and read. */
    private record Layout<T>(Table<T> table, Function<T, byte[]> encoder, BiFunction<String, byte[], T> decoder) {}

    private static <T> void add(Layout<T> layout) {
        LAYOUTS[layout.table().code()] = layout;
    }

    /** @param reader is given the district, which the key begins with */
    private static <T> void addPacked(
            Table<T> table, BiConsumer<Pack, T> writer, BiFunction<Unpack, String, T> reader) {
        add(new Layout<>(
                table,
                value -> {
                    Pack pack = new Pack().number(VERSION);
                    writer.accept(pack, value);
                    return pack.bytes();
                },
                (key, bytes) -> {
                    Unpack unpack = new Unpack(bytes);
                    long version = unpack.number();
                    if (version != VERSION) {
                        throw new IllegalArgumentException("state of table '" + table.name() + "' has version "
                                + version + "; this release reads version " + VERSION);
                    }
                    int slash = key.indexOf('/');
                    return reader.apply(unpack, slash < 0 ? key : key.substring(0, slash));
                }));
    }

    @Override
    public <T> byte[] encode(Table<T> table, T value) {
        return layout(table).encoder().apply(value);
    }

    @Override
    public <T> T decode(Table<T> table, String key, byte[] bytes) {
        return layout(table).decoder().apply(key, bytes);
    }

    @SuppressWarnings("unchecked")
    private static <T> Layout<T> layout(Table<T> table) {
        Layout<?> layout = LAYOUTS[table.code()];
        if (layout == null || !layout.table().equals(table)) {
            throw new IllegalArgumentException("no layout for table '" + table.name() + "'; add one to StateCodec");
        }
        return (Layout<T>) layout;
    }

    private static Memory.OfHistory history(Unpack unpack, String district) {
        return new Memory.OfHistory(
                unpack.list(() -> (EntranceEvent) EventState.read(unpack, district)),
                unpack.map(unpack::instant),
                unpack.map(unpack::instant),
                unpack.map(() ->
                        new Memory.OfMinute(unpack.instant(), unpack.list(() -> IncidentState.readReason(unpack)))),
                unpack.map(() -> IncidentState.read(unpack)),
                unpack.instant());
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

    private static Pack heard(Pack pack, Heard heard) {
        ByteBuffer bits = ByteBuffer.allocate(heard.bits().length * Long.BYTES);
        for (long word : heard.bits()) {
            bits.putLong(word);
        }
        return pack.number(heard.lastBefore().isPresent() ? 1 : 0)
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

    private static Pack whereabouts(Pack pack, Whereabouts known) {
        pack.optional(known.stay(), stay -> {
            pack.text(stay.campus()).instant(stay.since()).optional(stay.duty(), pack::text);
            pack.list(stay.toldBy(), pack::text);
        });
        pack.optional(known.away(), gone -> pack.text(gone.campus()).instant(gone.at()));
        return pack.instant(known.lastSign()).optional(known.formerDuty(), pack::text);
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
