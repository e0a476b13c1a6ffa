package org.postwatch.event;

import java.util.Objects;

/** A buzzer or camera reports its state, which holds until its next report. */
public record DeviceReport(EventOrigin origin, EventType type, String campus, String device) implements CampusEvent {
    public DeviceReport {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(device);
        type.requireShape(EventShape.DEVICE_REPORT);
    }

    public boolean isWorking() {
        return !type.has(EventTrait.DEVICE_FAULT);
    }
}
