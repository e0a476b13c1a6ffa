package org.postwatch.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.dispatch.Affair;
import org.postwatch.routing.Entry;

/**
 * Sees what the processors do and has no part in it: for health and metrics. Called on the threads of the tasks, so it is
 * quick, safe for threads and throws nothing. What it is told may be done again after an aborted transaction; a task that
 * begins then tells all of its state anew.
 */
public interface Onlooker {
    /** Sees nothing. */
    Onlooker NONE = new Onlooker() {};

    /** The two applications. */
    enum Part {
        COVERAGE("coverage"),
        ROUTING("routing");

        private final String wireName;

        Part(String wireName) {
            this.wireName = wireName;
        }

        /** Lower case, as {@code coverage}. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * A task begins on this instance, its state read; whatever was told of the partition before is void.
     *
     * @param clock the greatest tick or stamp that the state remembers; the epoch when there was none
     */
    default void begins(Part part, int partition, Instant clock) {}

    /** The partition is no longer this instance's. */
    default void ends(Part part, int partition) {}

    /** A tick was worked off. */
    default void ticked(Part part, int partition, Instant clock) {}

    /**
     * COVERAGE read the tick of an instance, whether or not it turns the clock.
     *
     * @param instance the one that wrote it
     * @param apart from that instance's wall clock to the broker's: negative when the broker is behind
     */
    default void tickRead(int partition, long offset, String instance, Duration apart) {}

    /** A record became a dead letter. */
    default void setAside(Part part, String reason) {}

    /** A record of an input topic lay in another partition than its district's, and was forwarded. */
    default void misplaced(String topic) {}

    /**
     * An incident was said to have opened.
     *
     * @param after since the arrival stamp of the event or plan; for a deadline since the instant that the facts imply
     */
    default void opened(Cause by, Duration after) {}

    /** Why an incident opens. */
    enum Cause {
        EVENT("event"),
        PLAN("plan"),
        /** Time has come. */
        DEADLINE("deadline");

        private final String wireName;

        Cause(String wireName) {
            this.wireName = wireName;
        }

        /** Lower case, as {@code event}. */
        public String wireName() {
            return wireName;
        }
    }

    /** Somebody was told, refused, held back …, and it was written down. */
    default void decided(Entry.Outcome outcome) {}

    /** A canary of this partition came through to ROUTING. */
    default void canary(int partition) {}

    /** A matter of the partition's districts, by its key, is another now; empty: it is forgotten. */
    default void affair(int partition, String key, Optional<Affair> affair) {}
}
