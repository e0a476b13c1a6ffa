package org.postwatch.intake.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.roster.RosterContent;
import org.postwatch.roster.RosterEntry;
import org.postwatch.roster.RosterField;
import org.postwatch.roster.RosterReading;
import org.postwatch.roster.RosterRule;
import org.postwatch.roster.RosterRules;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.RosterState;
import org.postwatch.roster.TextPattern;

/** An instance may stop between any two writes of a revision: the next one makes it whole, with the same events. */
class RosterJournalTest {
    private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");
    private static final RosterSource ROSTER = new RosterSource(
            "elm",
            "sro",
            "shifts",
            "/rosters/sro.ics",
            Optional.empty(),
            ZoneOffset.UTC,
            Duration.ofMinutes(15),
            Optional.empty(),
            new RosterRules(List.of(new RosterRule(
                    RosterField.SUMMARY,
                    new TextPattern("*"),
                    Optional.of("D-1"),
                    Optional.of("north"),
                    Optional.empty(),
                    false))),
            Optional.empty());

    /** Writes that still succeed. */
    private int writesLeft = Integer.MAX_VALUE;

    private final Map<String, RosterState> topic = new HashMap<>();
    private final List<Event> events = new ArrayList<>();

    @Test
    void a_stop_after_any_write_is_made_good_by_the_next_instance_with_the_same_events() {
        for (int writes = 0; writes <= 3; writes++) {
            topic.clear();
            events.clear();
            writesLeft = Integer.MAX_VALUE;
            RosterJournal first = journal();
            first.put(reading(first.standing(), NOW, "a", "b").state());
            List<Event> planned = List.copyOf(events);
            assertThat(planned).hasSize(2);

            RosterState next =
                    reading(first.standing(), NOW.plusSeconds(60), "a", "c").state();
            writesLeft = writes;
            if (writes < 3) {
                assertThatThrownBy(() -> first.put(next)).isInstanceOf(ConnectionProblemException.class);
            } else {
                first.put(next);
            }
            writesLeft = Integer.MAX_VALUE;

            RosterJournal second = journal();
            RosterState standing = second.standing();
            second.put(reading(standing, NOW.plusSeconds(120), "a", "c").state());
            List<Event> later =
                    events.subList(2, events.size()).stream().distinct().toList();
            assertThat(later)
                    .as("after %s writes", writes)
                    .extracting(Event::type)
                    .containsExactly(EventType.SHIFT_CANCELLED, EventType.SHIFT_PLANNED);
            assertThat(topic.get("sro").hasPending()).isFalse();
            assertThat(topic.get("sro").shifts()).hasSize(2);
        }
    }

    @Test
    void nothing_is_written_while_nothing_changes() {
        RosterJournal journal = journal();
        journal.put(reading(journal.standing(), NOW, "a").state());
        writesLeft = 0;

        journal.put(reading(journal.standing(), NOW.plusSeconds(60), "a").state());

        assertThat(events).hasSize(1);
    }

    private RosterJournal journal() {
        return new RosterJournal(ROSTER, new Topic(), new Sink(), new IntakeStatistics(NOW), InstantSource.system());
    }

    private static RosterReading reading(RosterState before, Instant now, String... ids) {
        Instant start = NOW.plus(Duration.ofDays(1));
        List<RosterEntry> entries = new ArrayList<>();
        for (String id : ids) {
            entries.add(new RosterEntry(
                    id, start, start, start.plus(Duration.ofHours(8)), "SRO", "", List.of(), List.of()));
        }
        return RosterReading.of(ROSTER, before, new RosterContent(entries, List.of(), String.join(",", ids)), now);
    }

    private void write() {
        if (writesLeft == 0) {
            throw new ConnectionProblemException("the instance stopped");
        }
        writesLeft--;
    }

    private final class Topic implements RosterStates {
        @Override
        public Optional<RosterState> read(RosterSource roster) {
            return Optional.ofNullable(topic.get(roster.name()));
        }

        @Override
        public void write(RosterSource roster, RosterState state) {
            RosterJournalTest.this.write();
            topic.put(roster.name(), state);
        }
    }

    private final class Sink implements EventSink {
        @Override
        public CompletionStage<AppendResult> append(Event event) {
            events.add(event);
            return CompletableFuture.completedFuture(AppendResult.APPENDED);
        }

        @Override
        public CompletionStage<List<AppendResult>> appendAll(List<Event> all) {
            if (writesLeft == 0) {
                return CompletableFuture.completedFuture(
                        all.stream().map(event -> AppendResult.UNAVAILABLE).toList());
            }
            writesLeft--;
            return EventSink.super.appendAll(all);
        }
    }
}
