package org.postwatch.replay;

import java.util.List;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.World;
import org.postwatch.plan.District;

/** A world whose district has another id, so that several can share a broker. Bytes that differed still do. */
public final class Renamed {
    private Renamed() {}

    public static World to(String id, World world) {
        District d = world.district();
        District district = new District(
                id,
                d.name(),
                d.zone(),
                d.first(),
                d.severities(),
                d.settings(),
                d.agencies(),
                d.officers(),
                d.agreements(),
                d.exemptions(),
                d.feeds(),
                d.barred(),
                d.watchedFrom());
        // The oracle must read the very bytes that the broker carries: at equal stamps the smaller hash stands.
        List<Arrival> arrivals = world.arrivals().stream()
                .map(a -> Wired.arrival(event(id, a.event()), a.stamp(), a.padding()))
                .toList();
        return new World(district, world.campuses(), arrivals, world.clock());
    }

    private static Event event(String district, Event event) {
        Origin was = event.origin();
        Origin origin = new Origin(district, was.source(), was.id(), was.time());
        if (event instanceof Sign e) {
            return new Sign(origin, e.kind(), e.badge(), e.campus(), e.duty());
        } else if (event instanceof ShiftPlanned e) {
            return new ShiftPlanned(origin, e.shift(), e.badge(), e.campus(), e.from(), e.to(), e.duty());
        } else if (event instanceof ShiftCancelled e) {
            return new ShiftCancelled(origin, e.shift(), e.badge(), e.campus());
        } else if (event instanceof EntranceEvent e) {
            return new EntranceEvent(origin, e.type(), e.campus(), e.entrance());
        } else if (event instanceof DeviceReport e) {
            return new DeviceReport(origin, e.type(), e.campus(), e.device());
        } else if (event instanceof Sighting e) {
            return new Sighting(origin, e.type(), e.campus(), e.device());
        }
        return new Heartbeat(origin, ((Heartbeat) event).completeSince());
    }
}
