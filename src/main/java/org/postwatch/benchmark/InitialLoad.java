package org.postwatch.benchmark;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftPlanned;

/** The state of a country when school begins: devices work, shifts are planned, nearly every officer is on post. */
final class InitialLoad {
    static final Instant SCHOOL_START = SyntheticPlans.DAY
            .atTime(SyntheticPlans.SCHOOL_START)
            .atZone(SyntheticPlans.ZONE)
            .toInstant();
    private static final Instant SCHOOL_END = SyntheticPlans.DAY
            .atTime(SyntheticPlans.SCHOOL_END)
            .atZone(SyntheticPlans.ZONE)
            .toInstant();
    /** One campus in so many has no officer on post. */
    private static final int UNSTAFFED_EVERY = 33;

    private final DistrictSizes districts;
    private final Consumer<Event> sink;
    private int events;

    InitialLoad(DistrictSizes nation, Consumer<Event> told) {
        this.districts = nation;
        this.sink = told;
    }

    /** Half an hour before the bell. */
    static Instant start() {
        return SCHOOL_START.minusSeconds(1_800);
    }

    void emitEvents(Instant time) {
        for (int district = 0; district < districts.districts(); district++) {
            for (int campus : districts.campusesOf(district)) {
                emitDevice(campus, SyntheticPlans.DOORS, SyntheticPlans.FRONT_BUZZER, time);
                emitDevice(campus, SyntheticPlans.CAMERAS, SyntheticPlans.FRONT_CAMERA, time);
                emitStaff(campus, time);
            }
        }
    }

    private void emitStaff(int campus, Instant time) {
        String badge = DistrictSizes.badge(campus);
        String at = DistrictSizes.campusId(campus);
        sink.accept(new ShiftPlanned(
                origin(districts.districtOf(campus), SyntheticPlans.STAFF, time),
                "S-" + campus,
                badge,
                at,
                SCHOOL_START,
                SCHOOL_END,
                Optional.empty()));
        if (campus % UNSTAFFED_EVERY != 0) {
            sink.accept(new PresenceSignal(
                    origin(districts.districtOf(campus), SyntheticPlans.STAFF, time),
                    PresenceSignal.SignalKind.CHECKED_IN,
                    badge,
                    at,
                    Optional.empty()));
        }
    }

    private void emitDevice(int campus, String source, String device, Instant time) {
        sink.accept(new DeviceReport(
                origin(districts.districtOf(campus), source, time),
                EventType.DEVICE_ONLINE,
                DistrictSizes.campusId(campus),
                device));
    }

    /** Every feed sends a heartbeat: none is silent until its limit. */
    void emitHeartbeats(Instant time) {
        for (int district = 0; district < districts.districts(); district++) {
            for (String source : new String[] {SyntheticPlans.CAMERAS, SyntheticPlans.DOORS, SyntheticPlans.STAFF}) {
                sink.accept(new Heartbeat(origin(district, source, time), Optional.of(start())));
            }
        }
    }

    private EventOrigin origin(int district, String source, Instant time) {
        return new EventOrigin(DistrictSizes.districtId(district), source, "b-" + events++, time);
    }
}
