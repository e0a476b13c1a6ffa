package org.postwatch.demo;

import java.time.Instant;
import java.time.InstantSource;

/** The recorded time at which what is sent arrives. It changes when it is set. */
final class DayClock implements InstantSource {
    private volatile Instant now;

    DayClock(Instant start) {
        now = start;
    }

    void set(Instant arrival) {
        now = arrival;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
