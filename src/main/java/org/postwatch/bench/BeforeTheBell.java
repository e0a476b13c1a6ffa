package org.postwatch.bench;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sign;

/** What is known of a nation when the bell rings: devices work, shifts are planned, nearly every officer is there. */
final class BeforeTheBell {
    static final Instant BELL = SyntheticPlans.DAY
            .atTime(SyntheticPlans.BELL)
            .atZone(SyntheticPlans.ZONE)
            .toInstant();
    private static final Instant END = SyntheticPlans.DAY
            .atTime(SyntheticPlans.END)
            .atZone(SyntheticPlans.ZONE)
            .toInstant();
    /** One campus in so many has nobody on post. */
    private static final int BARE = 33;

    private final Nation nation;
    private final Consumer<Event> told;
    private int events;

    BeforeTheBell(Nation nation, Consumer<Event> told) {
        this.nation = nation;
        this.told = told;
    }

    /** Half an hour before the bell. */
    static Instant start() {
        return BELL.minusSeconds(1_800);
    }

    void tell(Instant time) {
        for (int district = 0; district < nation.districts(); district++) {
            for (int campus : nation.campusesOf(district)) {
                device(campus, SyntheticPlans.DOORS, SyntheticPlans.FRONT_BUZZER, time);
                device(campus, SyntheticPlans.CAMERAS, SyntheticPlans.FRONT_CAMERA, time);
                device(campus, SyntheticPlans.CAMERAS, SyntheticPlans.SIDE_CAMERA, time);
                staff(campus, time);
            }
        }
    }

    private void staff(int campus, Instant time) {
        String badge = Nation.badge(campus);
        String at = Nation.campus(campus);
        told.accept(new ShiftPlanned(
                origin(nation.districtOf(campus), SyntheticPlans.STAFF, time),
                "S-" + campus,
                badge,
                at,
                BELL,
                END,
                Optional.empty()));
        if (campus % BARE != 0) {
            told.accept(new Sign(
                    origin(nation.districtOf(campus), SyntheticPlans.STAFF, time),
                    Sign.Kind.CHECKED_IN,
                    badge,
                    at,
                    Optional.empty()));
        }
    }

    private void device(int campus, String source, String device, Instant time) {
        told.accept(new DeviceReport(
                origin(nation.districtOf(campus), source, time),
                EventType.DEVICE_ONLINE,
                Nation.campus(campus),
                device));
    }

    /** Every feed says that it has told everything up to now: none is silent for its limit. */
    void heartbeats(Instant time) {
        for (int district = 0; district < nation.districts(); district++) {
            for (String source : new String[] {SyntheticPlans.CAMERAS, SyntheticPlans.DOORS, SyntheticPlans.STAFF}) {
                told.accept(new Heartbeat(origin(district, source, time), Optional.of(start())));
            }
        }
    }

    private Origin origin(int district, String source, Instant time) {
        return new Origin(Nation.district(district), source, "b-" + events++, time);
    }
}
