package org.postwatch.checkin;

import java.time.Duration;
import java.time.Instant;

/**
 * The rotating codes that a screen at the entrance shows: a new one every {@value #STEP_SECONDS} s, which holds for its own step and
 * the two after it. Every instance with the same key shows and takes the same codes. Safe for threads.
 */
public final class CheckInCodes {
    /** How long a code is shown. */
    public static final int STEP_SECONDS = 30;

    private static final int FORMER_STEPS = 2;

    /** How long a code holds after its step began: for a slow scan, and for clocks of instances that differ. */
    public static final Duration MAX_AGE = Duration.ofSeconds((FORMER_STEPS + 1) * STEP_SECONDS);

    /** 96 bits: nobody guesses one within its time. */
    private static final int BYTES = 12;

    private static final int MAX_CHARS = 64;

    private final CheckInKey key;

    public CheckInCodes(CheckInKey key) {
        this.key = key;
    }

    /** The code to show at a moment. */
    public String current(CheckInPlace place, Instant now) {
        return codeOf(place, step(now));
    }

    /**
     * Whether a code was shown at a place within the last three steps.
     *
     * @param code what a phone sent, whatever that is
     */
    public boolean isValid(CheckInPlace place, String code, Instant now) {
        if (code.length() > MAX_CHARS) {
            return false;
        }
        boolean valid = false;
        for (int former = 0; former <= FORMER_STEPS; former++) {
            valid |= CheckInKey.isEqual(codeOf(place, step(now) - former), code);
        }
        return valid;
    }

    private static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    private String codeOf(CheckInPlace place, long step) {
        return key.sign("code", BYTES, place.district(), place.campus(), Long.toString(step));
    }
}
