package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;
import org.postwatch.routing.DistrictSecret;
import org.postwatch.routing.Entry;
import org.postwatch.routing.FixedSecret;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Sketch;
import org.postwatch.watch.MemoryLedger;

/** After an unclean stop: topics and state have each lost another stretch of their end. */
class RepublicationTest {
    private static final String WEAPON = "weapon-seen/A/cameras/e-1";

    private final Topic topic = new Topic();
    private MemoryLedger ledger = new MemoryLedger();
    private Dispatch dispatch = dispatch();

    /** The topic of notices, as far as it was not lost. */
    private static final class Topic implements Announcer, PublishedNotices {
        final List<Notice> notices = new ArrayList<>();
        final Map<String, Map<Integer, Notice>> before = new HashMap<>();

        @Override
        public void notice(Notice notice) {
            notices.add(notice);
        }

        @Override
        public void noticeGone(String key) {}

        @Override
        public void secret(String district, DistrictSecret secret) {}

        @Override
        public void entry(Entry entry) {}

        @Override
        public PublishedNotices published() {
            return this;
        }

        /** The instance starts again and reads what the topic has. */
        void readAgain() {
            notices.forEach(notice ->
                    before.computeIfAbsent(notice.key(), key -> new HashMap<>()).put(notice.revision(), notice));
            notices.clear();
        }

        @Override
        public int latest(String key) {
            return before.getOrDefault(key, Map.of()).keySet().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0);
        }

        @Override
        public Optional<Notice> find(String key, int revision) {
            return Optional.ofNullable(before.getOrDefault(key, Map.of()).get(revision));
        }
    }

    private Dispatch dispatch() {
        return new Dispatch(ledger, topic, district -> FixedSecret.SECRET, 7);
    }

    private static Incident weapon(boolean closed) {
        return weapon(closed, "critical");
    }

    private static Incident weapon(boolean closed, String severity) {
        Episode seen = new Episode(
                Story.instant("08:00"),
                Story.instant("08:00"),
                closed ? Optional.of(Story.instant("08:05")) : Optional.empty(),
                closed ? Optional.of("resolved") : Optional.empty(),
                List.of(new Episode.Step(Story.instant("08:00"), severity)));
        return Incident.of(WEAPON, Kind.WEAPON_SEEN, Map.of("campus", "A"), List.of(seen), List.of());
    }

    private void say(Incident incident, Change change, String at) {
        dispatch.transition(
                new Transition(
                        Sketch.DISTRICT, incident, change, Story.instant("08:00"), Story.instant(at), Optional.empty()),
                Story.instant(at));
    }

    private void republish() {
        dispatch.republishAll();
        while (dispatch.republish(1)) {
            // More is to be published.
        }
    }

    private void routed() {
        dispatch.routing(
                Sketch.routing()
                        .own("office", "chat")
                        .root(Sketch.node("office"))
                        .drawn(),
                Story.instant("07:00"));
    }

    @Test
    void what_is_known_is_published_again_as_it_was_and_a_republished_incident_notifies_nobody() {
        routed();
        say(weapon(false), Change.OPENED, "08:00");
        Notice told = topic.notices.get(0);
        topic.readAgain();
        dispatch = dispatch();
        say(weapon(false), Change.REPUBLISHED, "08:01");
        assertThat(topic.notices).isEmpty();
        republish();
        assertThat(topic.notices).containsExactly(told);
    }

    @Test
    void an_incident_whose_transitions_were_lost_is_notified_when_it_is_republished() {
        routed();
        say(weapon(false), Change.REPUBLISHED, "08:01");
        assertThat(topic.notices).extracting(Notice::stage).containsExactly(Notice.Stage.OPENED);
        say(weapon(true), Change.REPUBLISHED, "08:06");
        assertThat(topic.notices).extracting(Notice::status).endsWith(Matter.Status.CLOSED);
    }

    @Test
    void what_state_has_lost_is_the_same_notice_when_it_is_worked_out_again() {
        routed();
        say(weapon(false), Change.OPENED, "08:00");
        Notice told = topic.notices.get(0);
        topic.readAgain();
        ledger = new MemoryLedger();
        dispatch = dispatch();
        routed();
        say(weapon(false), Change.OPENED, "08:02");
        assertThat(topic.notices).containsExactly(told);
    }

    @Test
    void what_says_something_else_than_the_revision_that_state_has_lost_has_a_revision_of_its_own() {
        routed();
        say(weapon(false), Change.OPENED, "08:00");
        topic.readAgain();
        ledger = new MemoryLedger();
        dispatch = dispatch();
        routed();
        say(weapon(false, "high"), Change.OPENED, "08:02");
        assertThat(topic.notices).extracting(Notice::revision).containsExactly(2);
    }

    @Test
    void a_notice_that_stands_is_published_above_the_revisions_that_state_has_lost() {
        routed();
        say(weapon(false), Change.OPENED, "08:00");
        MemoryLedger lost = ledger;
        Notice first = topic.notices.get(0);
        topic.readAgain();
        topic.before.get(first.key()).put(2, first.withRevision(2));
        ledger = lost;
        dispatch = dispatch();
        republish();
        assertThat(topic.notices).containsExactly(first.withRevision(3));
        topic.notices.clear();
        republish();
        assertThat(topic.notices).containsExactly(first.withRevision(3));
    }
}
