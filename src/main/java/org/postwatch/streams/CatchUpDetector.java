package org.postwatch.streams;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a task has read its inputs up to their ends, judged at every tick. Until then no date is sealed.
 *
 * <p>Admission is a function of the record and its stamp, so a rebuild and a replay agree with the live results; only
 * {@code sealed} depends on how far the clock has come. An admissible event lies at most two days before its stamp, and
 * a date seals 49 hours after its end: as long as records are read in the order of their stamps, none comes too late.
 * Kafka Streams reads them in that order, always from the partition whose next record has the least stamp, and waits
 * for records that it knows to be on the broker ({@code max.task.idle.ms} 0). But a record with a stamp that lies
 * ahead, from a broker whose clock was wrong, holds up the ones behind it while all other partitions, ticks included,
 * are read: days later a rebuild would seal dates whose events are still unread.
 *
 * <p>Such a record is read as soon as the other partitions are empty, and then everything behind it, since that has the
 * lesser stamps. Ticks come once a second; when they have been on time for ten seconds, the partition of the clock
 * was empty several times, so no earlier record is delayed any more. What arrives later carries later
 * stamps, as long as no broker's clock is more than an hour behind.
 *
 * <p>On time is within 60 s of the instance's own clock. One that is further off seals nothing, and is not ready.
 */
final class CatchUpDetector {
    static final Duration MIN_ON_TIME = Duration.ofSeconds(10);

    /** A backlog is not read at the pace of the clock for so long. */
    static final Duration MIN_AT_PACE = Duration.ofSeconds(60);

    private static final Duration MAX_PACE_DEVIATION = Duration.ofSeconds(5);

    /** By the wall clock; null while ticks are not on time. */
    private Instant onTimeSince;
    /** How far the stamps of ticks have been from the wall clock, and since when; null before the first tick. */
    private Duration clockOffset;

    private Instant offsetSince;

    /** @param stamp of a tick that is worked off now */
    boolean isCaughtUp(Instant stamp, Instant wall) {
        if (Duration.between(stamp, wall).abs().compareTo(RecordProcessor.MAX_CLOCK_LEAD) > 0) {
            onTimeSince = null;
            return false;
        }
        if (onTimeSince == null || wall.isBefore(onTimeSince)) {
            onTimeSince = wall;
        }
        return !wall.isBefore(onTimeSince.plus(MIN_ON_TIME));
    }

    /**
     * Whether ticks have come at the pace of the wall clock for {@link #MIN_AT_PACE}: then no backlog is read, however
     * wrong this instance's clock or the broker's is.
     *
     * @param stamp of a tick that is worked off now
     */
    boolean isAtPace(Instant stamp, Instant wall) {
        Duration now = Duration.between(stamp, wall);
        if (clockOffset == null
                || wall.isBefore(offsetSince)
                || now.minus(clockOffset).abs().compareTo(MAX_PACE_DEVIATION) > 0) {
            clockOffset = now;
            offsetSince = wall;
        }
        return !wall.isBefore(offsetSince.plus(MIN_AT_PACE));
    }
}
