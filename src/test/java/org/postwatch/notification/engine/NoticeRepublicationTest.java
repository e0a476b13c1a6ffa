package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.FixedDistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.route.RoutingConfigBuilder;
import org.postwatch.state.InMemoryStateStore;

/** After an unclean stop: topics and state have each lost another stretch of their end. */
class NoticeRepublicationTest {
    private static final String WEAPON = "weapon-seen/A/cameras/e-1";

    private final FakeNoticesTopic topic = new FakeNoticesTopic();
    private InMemoryStateStore store = new InMemoryStateStore();
    private NotificationEngine engine = newEngine();

    /** The topic of notices, as far as it was not lost. */
    private static final class FakeNoticesTopic implements NotificationOutput, PublishedNotices {
        final List<Notice> notices = new ArrayList<>();
        final Map<String, Map<Integer, Notice>> published = new HashMap<>();

        @Override
        public void publishNotice(Notice notice) {
            notices.add(notice);
        }

        @Override
        public void removeNotice(NoticeKey key) {}

        @Override
        public void publishSecret(String district, DistrictSecret secret) {}

        @Override
        public void recordDisclosure(DisclosureRecord entry) {}

        @Override
        public PublishedNotices publishedNotices() {
            return this;
        }

        /** The instance starts again and reads what the topic has. */
        void restart() {
            notices.forEach(notice -> published
                    .computeIfAbsent(notice.key(), key -> new HashMap<>())
                    .put(notice.revision(), notice));
            notices.clear();
        }

        @Override
        public int latestRevision(NoticeKey key) {
            return published.getOrDefault(key.text(), Map.of()).keySet().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0);
        }

        @Override
        public Optional<Notice> find(NoticeKey key, int revision) {
            return Optional.ofNullable(
                    published.getOrDefault(key.text(), Map.of()).get(revision));
        }
    }

    private NotificationEngine newEngine() {
        return new NotificationEngine(store, topic, district -> FixedDistrictSecret.SECRET, 7);
    }

    private static Incident weapon(boolean closed) {
        return weapon(closed, "critical");
    }

    private static Incident weapon(boolean closed, String severity) {
        Episode seen = new Episode(
                NotificationScenario.instant("08:00"),
                NotificationScenario.instant("08:00"),
                closed ? Optional.of(NotificationScenario.instant("08:05")) : Optional.empty(),
                closed ? Optional.of("resolved") : Optional.empty(),
                List.of(new Episode.SeverityChange(NotificationScenario.instant("08:00"), severity)));
        return Incident.of(WEAPON, IncidentKind.WEAPON_SEEN, Map.of("campus", "A"), List.of(seen), List.of());
    }

    private void publish(Incident incident, IncidentChange change, String at) {
        engine.handleTransition(
                new IncidentTransition(
                        RoutingConfigBuilder.DISTRICT,
                        incident,
                        change,
                        NotificationScenario.instant("08:00"),
                        NotificationScenario.instant(at),
                        Optional.empty()),
                NotificationScenario.instant(at));
    }

    private void republish() {
        engine.startRepublication();
        while (engine.continueRepublication(1)) {
            // More is to be published.
        }
    }

    private void applyRouting() {
        engine.handleRouting(
                RoutingConfigBuilder.routing()
                        .ownRecipient("office", "chat")
                        .root(RoutingConfigBuilder.route("office"))
                        .build(),
                NotificationScenario.instant("07:00"));
    }

    @Test
    void known_notices_are_republished_unchanged_and_notify_nobody() {
        applyRouting();
        publish(weapon(false), IncidentChange.OPENED, "08:00");
        Notice told = topic.notices.get(0);
        topic.restart();
        engine = newEngine();
        publish(weapon(false), IncidentChange.REPUBLISHED, "08:01");
        assertThat(topic.notices).isEmpty();
        republish();
        assertThat(topic.notices).containsExactly(told);
    }

    @Test
    void an_incident_whose_transitions_were_lost_is_notified_when_it_is_republished() {
        applyRouting();
        publish(weapon(false), IncidentChange.REPUBLISHED, "08:01");
        assertThat(topic.notices).extracting(Notice::stage).containsExactly(Notice.NoticeStage.OPENED);
        publish(weapon(true), IncidentChange.REPUBLISHED, "08:06");
        assertThat(topic.notices).extracting(Notice::status).endsWith(Alert.AlertStatus.CLOSED);
    }

    @Test
    void a_lost_revision_that_is_recomputed_is_the_same_notice() {
        applyRouting();
        publish(weapon(false), IncidentChange.OPENED, "08:00");
        Notice told = topic.notices.get(0);
        topic.restart();
        store = new InMemoryStateStore();
        engine = newEngine();
        applyRouting();
        publish(weapon(false), IncidentChange.OPENED, "08:02");
        assertThat(topic.notices).containsExactly(told);
    }

    @Test
    void a_notice_that_differs_from_the_lost_revision_gets_a_new_revision() {
        applyRouting();
        publish(weapon(false), IncidentChange.OPENED, "08:00");
        topic.restart();
        store = new InMemoryStateStore();
        engine = newEngine();
        applyRouting();
        publish(weapon(false, "high"), IncidentChange.OPENED, "08:02");
        assertThat(topic.notices).extracting(Notice::revision).containsExactly(2);
    }

    @Test
    void a_current_notice_is_republished_above_the_lost_revisions() {
        applyRouting();
        publish(weapon(false), IncidentChange.OPENED, "08:00");
        InMemoryStateStore lost = store;
        Notice first = topic.notices.get(0);
        topic.restart();
        topic.published.get(first.key()).put(2, first.withRevision(2));
        store = lost;
        engine = newEngine();
        republish();
        assertThat(topic.notices).containsExactly(first.withRevision(3));
        topic.notices.clear();
        republish();
        assertThat(topic.notices).containsExactly(first.withRevision(3));
    }
}
