package org.postwatch.event;

import java.util.Objects;

/** A buzzer or camera says whether it works. The latest report ever stands; saying the same ever again soon costs nothing. */
public record DeviceReport(EventOrigin origin, EventType type, String campus, String device) implements Event {
    public DeviceReport {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(device);
        switch (type) {
            case DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_TAMPERED -> {
                // the three things a device can say of itself
            }
            default -> throw new IllegalArgumentException(type + " is no report of a device");
        }
    }

    public boolean isWorking() {
        return type == EventType.DEVICE_ONLINE;
    }

    @Override
    public boolean isUrgent() {
        return false;
    }
}
