package org.postwatch.replay;

import java.util.List;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.World;
import org.postwatch.plan.District;

/** A world whose district has another id, so that several can share a broker. Bytes that differed still do. */
public final class DistrictRenamer {
    private DistrictRenamer() {}

    public static World rename(String id, World world) {
        District d = world.district();
        District district = new District(
                id,
                d.name(),
                d.zone(),
                d.firstDay(),
                d.severities(),
                d.settings(),
                d.agencies(),
                d.officers(),
                d.agreements(),
                d.exemptions(),
                d.feeds(),
                d.disqualifyingAffiliations(),
                d.monitoredFrom());
        // The oracle must read the very bytes that the broker carries: at equal stamps the smaller hash stands.
        List<Arrival> arrivals = world.arrivals().stream()
                .map(a -> EncodedArrivals.of(event(id, a.event()), a.stamp(), a.padding()))
                .toList();
        return new World(district, world.campuses(), arrivals, world.clock());
    }

    private static Event event(String district, Event event) {
        EventOrigin was = event.origin();
        EventOrigin origin = new EventOrigin(district, was.source(), was.id(), was.time());
        if (event instanceof PresenceSignal e) {
            return new PresenceSignal(origin, e.kind(), e.badge(), e.campus(), e.duty());
        } else if (event instanceof ShiftPlanned e) {
            return new ShiftPlanned(origin, e.shift(), e.badge(), e.campus(), e.from(), e.to(), e.duty());
        } else if (event instanceof ShiftCancelled e) {
            return new ShiftCancelled(origin, e.shift(), e.badge(), e.campus());
        } else if (event instanceof EntranceEvent e) {
            return new EntranceEvent(origin, e.type(), e.campus(), e.entrance());
        } else if (event instanceof DeviceReport e) {
            return new DeviceReport(origin, e.type(), e.campus(), e.device());
        } else if (event instanceof DetectionEvent e) {
            return new DetectionEvent(origin, e.type(), e.campus(), e.device());
        }
        return new Heartbeat(origin, ((Heartbeat) event).completeSince());
    }
}
