package org.postwatch.intake.roster;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.postwatch.event.Event;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.RosterState;

/**
 * What one roster has planned. A revision is written first, then its events, then that they are written: an instance that finds a revision
 * with events that may be missing writes the same events again. Not safe for threads.
 */
final class RosterJournal {
    /** Events that are appended together. */
    private static final int BATCH = 500;

    private final RosterSource roster;
    private final RosterStates states;
    private final EventSink sink;
    private final IntakeStatistics statistics;
    private final InstantSource clock;
    /** Empty while it is not known what is written. */
    private Optional<RosterState> standing = Optional.empty();

    RosterJournal(
            RosterSource roster,
            RosterStates states,
            EventSink sink,
            IntakeStatistics statistics,
            InstantSource clock) {
        this.roster = roster;
        this.states = states;
        this.sink = sink;
        this.statistics = statistics;
        this.clock = clock;
    }

    /**
     * What is planned now. Events that may be missing are written first.
     *
     * @throws ConnectionProblemException if that fails; it can be called again
     */
    RosterState standing() {
        if (standing.isEmpty()) {
            standing = Optional.of(states.read(roster).orElseGet(() -> RosterState.none(clock.instant())));
        }
        writePending();
        return standing.get();
    }

    /**
     * Writes a state that follows the standing one, with its events.
     *
     * @throws ConnectionProblemException if that fails; {@link #standing} goes on with what is written by then
     */
    void put(RosterState next) {
        if (!standing.equals(Optional.of(next))) {
            write(next);
            writePending();
        }
    }

    private void writePending() {
        RosterState state = standing.orElseThrow();
        if (state.hasPending()) {
            append(state.pendingEvents(roster));
            write(state.written());
        }
    }

    private void write(RosterState state) {
        // If it fails it may be written all the same.
        standing = Optional.empty();
        states.write(roster, state);
        standing = Optional.of(state);
    }

    /**
     * Appends events of the feed.
     *
     * @throws ConnectionProblemException if not all are known to be written
     */
    void append(List<Event> events) {
        for (int from = 0; from < events.size(); from += BATCH) {
            List<Event> batch = events.subList(from, Math.min(events.size(), from + BATCH));
            for (AppendResult result :
                    sink.appendAll(batch).toCompletableFuture().join()) {
                if (result != AppendResult.APPENDED) {
                    throw new ConnectionProblemException("its events are not written: " + result.detail());
                }
            }
            Instant now = clock.instant();
            for (int i = 0; i < batch.size(); i++) {
                statistics.ofSource(roster.district(), roster.name()).countAccepted(now);
                statistics.of(new FeedAccount(roster.district(), roster.feed())).countAccepted(now);
            }
        }
    }

    /** Another instance may have written since: the state is read again. */
    void forget() {
        standing = Optional.empty();
    }
}
