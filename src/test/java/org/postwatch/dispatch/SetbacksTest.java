package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.dispatch.Story.instant;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.routing.DistrictSecret;
import org.postwatch.routing.Entry;
import org.postwatch.routing.FixedSecret;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Sketch;
import org.postwatch.watch.MemoryLedger;
import org.postwatch.watch.Setbacks;

/** One matter that cannot be dealt with, and what becomes of the others. */
class SetbacksTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final List<String> told = new ArrayList<>();
    private boolean broken = true;
    private Dispatch dispatch;

    /** As a task that ends and begins again, with what outlives it. */
    private final Setbacks setbacks = new Setbacks() {
        private final Map<String, Instant> units = new HashMap<>();

        @Override
        public void failed(String unit, RuntimeException why, Instant until) {
            units.put(unit, until);
        }

        @Override
        public Optional<Instant> until(String unit) {
            return Optional.ofNullable(units.get(unit));
        }
    };

    @Test
    void one_matter_that_cannot_be_looked_at_holds_no_other_up_and_is_tried_again() {
        begin();
        dispatch.routing(
                routing()
                        .own("board", "log")
                        .root(node("board").quiet("22:00", "06:00", "critical"))
                        .drawn(),
                instant("23:00"));
        opens("A");
        opens("B");
        assertThatThrownBy(() -> dispatch.tick(instant("+1 06:00"))).isInstanceOf(Setbacks.LookFailed.class);
        begin();
        dispatch.tick(instant("+1 06:00:01"));
        assertThat(told).containsExactly("coverage/B");
        broken = false;
        dispatch.tick(instant("+1 06:00").plus(Setbacks.RETRY_AFTER));
        assertThat(told).containsExactly("coverage/B", "coverage/A");
    }

    @Test
    void what_is_over_in_a_district_without_documents_is_forgotten_and_takes_nobodys_turn() {
        begin();
        Transition open = transition("A", "23:00");
        Incident incident = open.incident();
        Incident closed = Incident.of(
                incident.id(),
                Kind.COVERAGE,
                incident.labels(),
                List.of(Story.close(incident.episodes().get(0), instant("23:30"))),
                incident.reasons());
        dispatch.transition(open, instant("23:00"));
        dispatch.transition(
                new Transition(
                        Sketch.DISTRICT,
                        closed,
                        Transition.Change.CLOSED,
                        instant("23:30"),
                        instant("23:30"),
                        Optional.empty()),
                instant("23:30"));
        dispatch.tick(instant("+5 00:00"));
        assertThat(ledger.get(Tables.AFFAIRS, Sketch.DISTRICT + "/coverage/A")).isEmpty();
    }

    private void begin() {
        dispatch = new Dispatch(ledger, new Sink(), district -> FixedSecret.SECRET, 1, setbacks);
    }

    private void opens(String campus) {
        dispatch.transition(transition(campus, "23:00"), instant("23:00"));
    }

    private static Transition transition(String campus, String at) {
        Incident incident = Incident.of(
                "coverage/" + campus,
                Kind.COVERAGE,
                Map.of("campus", campus),
                List.of(Story.episode(instant(at), "low")),
                List.of(Reason.of("nobody-present")));
        return new Transition(
                Sketch.DISTRICT, incident, Transition.Change.OPENED, instant(at), instant(at), Optional.empty());
    }

    private final class Sink implements Announcer {
        @Override
        public void secret(String district, DistrictSecret secret) {}

        @Override
        public void notice(Notice notice) {
            if (broken && notice.subject().equals("coverage/A")) {
                throw new IllegalStateException("a fault");
            }
            told.add(notice.subject());
        }

        @Override
        public void noticeGone(String key) {
            // nobody asks
        }

        @Override
        public void entry(Entry entry) {
            // nobody asks
        }
    }
}
