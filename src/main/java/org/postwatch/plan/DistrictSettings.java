package org.postwatch.plan;

import java.time.Duration;

/**
 * Limits and ladders of a district.
 *
 * @param presenceMax presence ends this long after the last signal
 * @param shiftGrace from a shift's start to its no-show
 * @param entranceGrace from a device not working to its entrance counting as unwatched
 * @param feedGrace from a feed's silence to its incident
 * @param buzzerLimit in which a press must be answered
 * @param agreementDays an agreement is lapsing this many days before the end of its term
 * @param forecastDays how many days ahead coverage is forecast (0 to 14)
 */
public record DistrictSettings(
        Duration presenceMax,
        Duration shiftGrace,
        SeverityLadder shiftLadder,
        Duration entranceGrace,
        SeverityLadder entranceLadder,
        Duration feedGrace,
        SeverityLadder feedLadder,
        Duration buzzerLimit,
        String buzzerSeverity,
        String forcedSeverity,
        int agreementDays,
        SeverityLadder agreementLadder,
        int forecastDays) {
    public static final int MAX_FORECAST_DAYS = 14;
}
