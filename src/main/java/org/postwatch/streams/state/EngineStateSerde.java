package org.postwatch.streams.state;

import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.postwatch.coverage.DeviceHistory;
import org.postwatch.coverage.FeedActivity;
import org.postwatch.coverage.OfficerLocation;
import org.postwatch.coverage.engine.CoverageTables;
import org.postwatch.coverage.engine.EngineState;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.StateTable;
import org.postwatch.state.UrgentEventDay;
import org.postwatch.wire.PlanJson;

/**
 * The bytes of the tables of the coverage application: one layout for each table, packed by hand.
 *
 * <p>CBOR, written by Jackson databind from the same records, was tried in its place: as objects with names, and as arrays
 * without. The load was that of {@code bench}: 400 campuses, 60,000 events at the start of school. Times are thread CPU on
 * one core of a shared machine, medians of 60 interleaved rounds.
 * <ul>
 *   <li>changelog, bytes an event without keys: 29.5 by hand, 33.0 as arrays, 56.6 as objects
 *   <li>state, bytes a campus without plans and event ids: 1,520 by hand, 1,643 as arrays, 2,661 as objects
 *   <li>to write, an event: 173 ns by hand, 253 ns as arrays, 290 ns as objects
 *   <li>to read one value that is not cached: 0.7 µs by hand, 1.8 µs as arrays, 2.1 µs as objects
 * </ul>
 * Arrays would also tie the bytes to the order of the components of records, which a refactoring may change.
 */
public final class EngineStateSerde implements StateSerde {
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
                        .date(v.monitoredFrom())
                        .map(v.incidents(), i -> IncidentSerde.write(pack, i))
                        .map(v.firstReliance(), pack::instant)
                        .instant(v.deadline()),
                (unpack, district) -> new EngineState.DistrictState(
                        unpack.date(),
                        unpack.instant(),
                        unpack.date(),
                        unpack.map(() -> IncidentSerde.read(unpack)),
                        unpack.map(unpack::instant),
                        unpack.instant()));
        addPacked(
                CoverageTables.FEED_STATE,
                (pack, v) -> activity(pack, v.activity())
                        .list(v.silences(), s -> pack.instant(s.from()).instant(s.to()))
                        .map(v.incidents(), i -> IncidentSerde.write(pack, i))
                        .instant(v.deadline()),
                (unpack, district) -> new EngineState.FeedState(
                        activity(unpack),
                        unpack.list(() -> new TimeSpan(unpack.instant(), unpack.instant())),
                        unpack.map(() -> IncidentSerde.read(unpack)),
                        unpack.instant()));
        addPacked(
                CoverageTables.OFFICER_STATE,
                (pack, v) -> location(pack, v.sealedLocation()).list(v.signals(), s -> EventSerde.write(pack, s)),
                (unpack, district) -> new EngineState.OfficerState(
                        location(unpack), unpack.list(() -> (PresenceSignal) EventSerde.read(unpack, district))));
        addPacked(
                CoverageTables.SIGNALS,
                (pack, v) -> pack.list(v.signals(), s -> EventSerde.write(pack, s)),
                (unpack, district) -> new EngineState.SignalPage(
                        unpack.list(() -> (PresenceSignal) EventSerde.read(unpack, district))));
        addPacked(
                CoverageTables.SIGNAL_OVERFLOW,
                (pack, v) -> pack.instant(v.from()).instant(v.to()),
                (unpack, district) -> new EngineState.OverflowSpan(unpack.instant(), unpack.instant()));
        addPacked(
                CoverageTables.SHIFTS,
                (pack, v) -> pack.list(v.changes(), c -> EventSerde.write(pack, c)),
                (unpack, district) -> new EngineState.ShiftState(unpack.list(() -> EventSerde.read(unpack, district))));
        addPacked(
                CoverageTables.CAMPUS_STATE,
                (pack, v) -> pack.list(v.badges(), pack::text)
                        .list(v.shifts(), pack::text)
                        .map(v.devices().sealedReports(), r -> EventSerde.write(pack, r))
                        .map(v.devices().openReports(), list -> pack.list(list, r -> EventSerde.write(pack, r)))
                        .text(v.publishedDigest())
                        .date(v.lastRollover())
                        .instant(v.deadline()),
                EngineStateSerde::campus);
        addPacked(
                CoverageTables.CAMPUS_DAYS,
                (pack, v) -> pack.map(
                                v.revisions(), s -> pack.number(s.revision()).text(s.digest()))
                        .map(v.incidents(), i -> IncidentSerde.write(pack, i))
                        .instant(v.deadline()),
                (unpack, district) -> new EngineState.CampusDayState(
                        unpack.map(() -> new EngineState.PublishedRevision(unpack.size(), unpack.text())),
                        unpack.map(() -> IncidentSerde.read(unpack)),
                        unpack.instant()));
        addPacked(
                CoverageTables.TRIGGERS,
                (pack, v) -> pack.list(
                        v.triggers(), t -> pack.instant(t.at()).number(t.type().stateCode())),
                (unpack, district) -> new EngineState.TriggerPage(unpack.list(
                        () -> new EscalationTrigger(unpack.instant(), EventType.ofStateCode(unpack.number())))));
        addPacked(
                CoverageTables.DEVICE_REPORTS,
                (pack, v) -> pack.list(v.reports(), r -> EventSerde.write(pack, r)),
                (unpack, district) -> new EngineState.DeviceReportPage(
                        unpack.list(() -> (DeviceReport) EventSerde.read(unpack, district))));
        addPacked(
                CoverageTables.EVENT_INCIDENTS,
                (pack, v) -> pack.list(v.pendingPresses(), p -> EventSerde.write(pack, p))
                        .map(v.lastAnswers(), pack::instant)
                        .map(v.lastPresses(), pack::instant)
                        .map(
                                v.urgentReports(),
                                m -> pack.instant(m.minute()).list(m.reports(), r -> IncidentSerde.write(pack, r)))
                        .map(v.openIncidents(), i -> IncidentSerde.write(pack, i))
                        .instant(v.deadline()),
                EngineStateSerde::history);
        addPacked(
                CoverageTables.EVENTS,
                (pack, v) -> pack.raw(v.digest())
                        .instant(v.stamp())
                        .number(v.type().stateCode())
                        .text(v.subject())
                        .instant(v.time())
                        .number(v.offset()),
                (unpack, district) -> new EngineState.AppliedEvent(
                        unpack.raw(),
                        unpack.instant(),
                        EventType.ofStateCode(unpack.number()),
                        unpack.text(),
                        unpack.instant(),
                        unpack.number()));
        addPacked(
                CoverageTables.URGENT_EVENTS,
                (pack, v) -> pack.list(v.entries(), pack::text),
                (unpack, district) -> new UrgentEventDay(unpack.list(unpack::text)));
        addPacked(
                CoverageTables.CLOCK,
                (pack, v) -> pack.instant(v.time()).optional(v.keepOpenFrom(), pack::instant),
                (unpack, district) -> new EngineState.ClockState(unpack.instant(), unpack.optional(unpack::instant)));
        addPacked(
                CoverageTables.REBUILD,
                (pack, v) -> pack.instant(v.startedAt()),
                (unpack, district) -> new EngineState.RebuildState(unpack.instant()));
        addPacked(
                CoverageTables.WITHHELD_INCIDENTS,
                (pack, v) -> {
                    IncidentSerde.write(pack, v.incident());
                    pack.number(v.isRemoved() ? 1 : 0);
                },
                (unpack, district) ->
                        new EngineState.WithheldIncident(IncidentSerde.read(unpack), unpack.number() == 1));
    }

    /** How the values of one table are written and read. */
    private record Layout<T>(
            StateTable<?, T> table, Function<T, byte[]> encoder, BiFunction<String, byte[], T> decoder) {}

    private static <T> void add(Layout<T> layout) {
        LAYOUTS[layout.table().code()] = layout;
    }

    /** @param reader is given the district, which the key begins with */
    private static <T> void addPacked(
            StateTable<?, T> table, BiConsumer<BinaryWriter, T> writer, BiFunction<BinaryReader, String, T> reader) {
        add(new Layout<>(
                table,
                value -> {
                    BinaryWriter pack = new BinaryWriter().number(VERSION);
                    writer.accept(pack, value);
                    return pack.toByteArray();
                },
                (key, bytes) -> {
                    BinaryReader unpack = new BinaryReader(bytes);
                    long version = unpack.number();
                    if (version != VERSION) {
                        throw new IllegalArgumentException("state of table '" + table.name() + "' has version "
                                + version + "; this release reads version " + VERSION);
                    }
                    return reader.apply(unpack, DistrictKey.districtOf(key));
                }));
    }

    @Override
    public <T> byte[] encode(StateTable<?, T> table, T value) {
        return layout(table).encoder().apply(value);
    }

    @Override
    public <T> T decode(StateTable<?, T> table, String key, byte[] bytes) {
        return layout(table).decoder().apply(key, bytes);
    }

    @SuppressWarnings("unchecked")
    private static <T> Layout<T> layout(StateTable<?, T> table) {
        Layout<?> layout = LAYOUTS[table.code()];
        if (layout == null || !layout.table().equals(table)) {
            throw new IllegalArgumentException(
                    "no layout for table '" + table.name() + "'; add one to EngineStateSerde");
        }
        return (Layout<T>) layout;
    }

    private static EngineState.EventIncidentState history(BinaryReader unpack, String district) {
        return new EngineState.EventIncidentState(
                unpack.list(() -> (EntranceEvent) EventSerde.read(unpack, district)),
                unpack.map(unpack::instant),
                unpack.map(unpack::instant),
                unpack.map(() -> new EngineState.UrgentMinute(
                        unpack.instant(), unpack.list(() -> IncidentSerde.readReason(unpack)))),
                unpack.map(() -> IncidentSerde.read(unpack)),
                unpack.instant());
    }

    private static EngineState.CampusState campus(BinaryReader unpack, String district) {
        return new EngineState.CampusState(
                new TreeSet<>(unpack.list(unpack::text)),
                new TreeSet<>(unpack.list(unpack::text)),
                new DeviceHistory(
                        unpack.map(() -> (DeviceReport) EventSerde.read(unpack, district)),
                        unpack.map(() -> unpack.list(() -> (DeviceReport) EventSerde.read(unpack, district)))),
                unpack.text(),
                unpack.date(),
                unpack.instant());
    }

    private static BinaryWriter activity(BinaryWriter pack, FeedActivity activity) {
        pack.number(activity.lastActiveBefore().isPresent() ? 1 : 0)
                .number(activity.lastActiveBefore().orElse(0))
                .number(activity.base())
                .number(activity.bits().length);
        // Most words have all bits or none, which is a byte each.
        for (long word : activity.bits()) {
            pack.number(word);
        }
        return pack;
    }

    private static FeedActivity activity(BinaryReader unpack) {
        boolean present = unpack.number() == 1;
        long lastBefore = unpack.number();
        long base = unpack.number();
        long[] words = new long[unpack.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = unpack.number();
        }
        return new FeedActivity(present ? OptionalLong.of(lastBefore) : OptionalLong.empty(), base, words);
    }

    private static BinaryWriter location(BinaryWriter pack, OfficerLocation known) {
        pack.optional(known.stay(), stay -> {
            pack.text(stay.campus()).instant(stay.since()).optional(stay.duty(), pack::text);
            pack.list(stay.reportedBy(), pack::text);
        });
        pack.optional(known.calledAway(), gone -> pack.text(gone.campus()).instant(gone.at()));
        return pack.instant(known.lastSignal()).optional(known.lastDuty(), pack::text);
    }

    private static OfficerLocation location(BinaryReader unpack) {
        return new OfficerLocation(
                unpack.optional(() -> new OfficerLocation.Stay(
                        unpack.text(),
                        unpack.instant(),
                        unpack.optional(unpack::text),
                        new TreeSet<>(unpack.list(unpack::text)))),
                unpack.optional(() -> new OfficerLocation.CalledAway(unpack.text(), unpack.instant())),
                unpack.instant(),
                unpack.optional(unpack::text));
    }
}
