package org.postwatch.plan;

import java.time.LocalDate;
import java.util.List;

/** A way in, with the devices that watch it. */
public record Entrance(String id, List<Device> devices) {
    public Entrance {
        devices = List.copyOf(devices);
    }

    /**
     * @param type {@code buzzer} or {@code camera}
     * @param feed the feed that reports it: while it is silent the state of the device is unknown
     * @param from the first local date on which it must work
     */
    public record Device(String id, String type, String feed, LocalDate from) {
        public boolean isRequiredOn(LocalDate date) {
            return !date.isBefore(from);
        }
    }
}
