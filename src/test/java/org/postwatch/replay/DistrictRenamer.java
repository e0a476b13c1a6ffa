package org.postwatch.replay;

import java.util.List;
import org.postwatch.RecordCopy;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.World;
import org.postwatch.plan.District;

/** A world whose district has another id, so that several can share a broker. Bytes that differed still do. */
public final class DistrictRenamer {
    private DistrictRenamer() {}

    public static World rename(String id, World world) {
        District district = RecordCopy.with(world.district(), "id", id);
        // The oracle must read the very bytes that the broker carries: at equal stamps the smaller hash stands.
        List<Arrival> arrivals = world.arrivals().stream()
                .map(a -> EncodedArrivals.of(event(id, a.event()), a.stamp(), a.padding()))
                .toList();
        return new World(district, world.campuses(), arrivals, world.clock());
    }

    private static Event event(String district, Event event) {
        EventOrigin was = event.origin();
        return (Event) RecordCopy.with(
                (Record) event, "origin", new EventOrigin(district, was.source(), was.id(), was.time()));
    }
}
