package org.postwatch.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.postwatch.plan.TimeSpan;

/**
 * The minutes (UTC, since the epoch) in which a feed was active: one bit each since {@code base}, and the last one
 * before. Minutes are only added, so the order of arrival does not matter.
 *
 * @param lastBefore the last active minute before {@code base}
 * @param base the minute of the first bit
 */
public record FeedActivity(OptionalLong lastActiveBefore, long base, long[] bits) {
    /** Minutes since the base that are kept: a few days where dates seal, and all of a replay, which may be long. */
    static final int MAX_MINUTES = 410 * 24 * 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    public static FeedActivity none(Instant since) {
        return new FeedActivity(OptionalLong.empty(), minuteOf(since), new long[0]);
    }

    public static long minuteOf(Instant t) {
        return Math.floorDiv(t.getEpochSecond(), 60L);
    }

    public static Instant startOfMinute(long minute) {
        return Instant.ofEpochSecond(minute * 60);
    }

    public boolean isActive(long minute) {
        long bit = minute - base;
        return bit >= 0 && bit / 64 < bits.length && (bits[(int) (bit / 64)] & (1L << (bit % 64))) != 0;
    }

    /** Active in every minute of {@code [first, last]}. Minutes before the base, or too far after it, are ignored. */
    public FeedActivity withActivity(long first, long last) {
        long from = Math.max(first, base);
        long to = Math.min(last, base + MAX_MINUTES - 1);
        if (from > to || isActiveThroughout(from, to)) {
            return this;
        }
        BitSet set = BitSet.valueOf(bits);
        set.set((int) (from - base), (int) (to - base) + 1);
        return new FeedActivity(lastActiveBefore, base, set.toLongArray());
    }

    private boolean isActiveThroughout(long from, long to) {
        for (long minute = from; minute <= to; minute++) {
            if (!isActive(minute)) {
                return false;
            }
        }
        return true;
    }

    /** The same from {@code newBase} on, keeping only the last active minute before it. */
    public FeedActivity trimmedTo(long newBase) {
        if (newBase <= base) {
            return this;
        }
        BitSet set = BitSet.valueOf(bits);
        int shift = (int) Math.min(newBase - base, MAX_MINUTES);
        int last = shift == 0 ? -1 : set.previousSetBit(shift - 1);
        return new FeedActivity(
                last < 0 ? lastActiveBefore : OptionalLong.of(base + last),
                newBase,
                set.get(shift, Math.max(shift, set.length())).toLongArray());
    }

    /** The same from an earlier base on; between the two, only the last active minute is known. */
    public FeedActivity extendedBackTo(long newBase) {
        if (newBase >= base) {
            return this;
        }
        int shift = (int) Math.min(base - newBase, MAX_MINUTES);
        BitSet set = new BitSet();
        BitSet.valueOf(bits).stream().forEach(bit -> set.set(bit + shift));
        boolean within = lastActiveBefore.isPresent() && lastActiveBefore.getAsLong() >= newBase;
        if (within) {
            set.set((int) (lastActiveBefore.getAsLong() - newBase));
        }
        return new FeedActivity(within ? OptionalLong.empty() : lastActiveBefore, newBase, set.toLongArray());
    }

    /**
     * The feed's silences as of a clock: a minute is silent if the feed was active neither in it nor in {@code limit}
     * minutes before. A minute that has not ended has the state of the minute before it, unless the feed was active in it.
     *
     * @param expected when the feed may be silent, in order
     * @return in order; a silence that still lasts ends with its span of {@code expected} (an open end is
     *     {@link Instant#MAX})
     */
    public List<TimeSpan> silences(int limit, List<TimeSpan> expected, Instant clock) {
        List<TimeSpan> silences = new ArrayList<>();
        long speaksTo = lastActiveBefore.isPresent() ? lastActiveBefore.getAsLong() + limit : Long.MIN_VALUE;
        BitSet set = BitSet.valueOf(bits);
        int next = set.nextSetBit(0);
        while (true) {
            long heard = next < 0 ? Long.MAX_VALUE : base + next;
            addSilences(silences, speaksTo, heard, expected, clock);
            if (next < 0) {
                return silences;
            }
            int end = set.nextClearBit(next);
            speaksTo = base + end - 1 + limit;
            next = set.nextSetBit(end);
        }
    }

    /** The silences between one active minute and the next, as far as minutes have ended. */
    private static void addSilences(
            List<TimeSpan> into, long speaksTo, long nextHeard, List<TimeSpan> expected, Instant clock) {
        Instant quietFrom = speaksTo == Long.MIN_VALUE ? Instant.MIN : startOfMinute(speaksTo + 1);
        Instant quietTo = nextHeard == Long.MAX_VALUE ? Instant.MAX : startOfMinute(nextHeard);
        for (TimeSpan span : expected) {
            Instant from = later(quietFrom, span.from());
            Instant to = earlier(quietTo, span.to());
            if (from.isBefore(to) && !detectionTime(from).isAfter(clock)) {
                into.add(new TimeSpan(from, to));
            }
        }
    }

    /** When a silence is known: its first minute has ended. */
    private static Instant detectionTime(Instant from) {
        return startOfMinute(minuteOf(from)).plus(MINUTE);
    }

    /**
     * When the next silence after a clock is known if the feed is not active any more; {@link Instant#MAX} when none can
     * begin.
     */
    public Instant nextDetection(int limit, List<TimeSpan> expected, Instant clock) {
        long last = BitSet.valueOf(bits).length() - 1L;
        OptionalLong lastHeard = last >= 0 ? OptionalLong.of(base + last) : lastActiveBefore;
        Instant quietFrom = lastHeard.isEmpty() ? Instant.MIN : startOfMinute(lastHeard.getAsLong() + limit + 1);
        for (TimeSpan span : expected) {
            Instant from = later(quietFrom, span.from());
            if (from.isBefore(span.to()) && detectionTime(from).isAfter(clock)) {
                return detectionTime(from);
            }
        }
        return Instant.MAX;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeedActivity that
                && lastActiveBefore.equals(that.lastActiveBefore)
                && base == that.base
                && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits) + Long.hashCode(base);
    }

    @Override
    public String toString() {
        return "Heard[" + BitSet.valueOf(bits).cardinality() + " minutes since " + startOfMinute(base) + "]";
    }
}
