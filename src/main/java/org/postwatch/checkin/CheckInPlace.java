package org.postwatch.checkin;

import java.util.Objects;

/** The campus at which an officer checks in. */
public record CheckInPlace(String district, String campus) {
    public CheckInPlace {
        Objects.requireNonNull(district);
        Objects.requireNonNull(campus);
    }
}
