package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.FixedDistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.notification.route.RoutingConfigBuilder;
import org.postwatch.state.InMemoryStateStore;

/** What is to be true of every notice, whatever happened. */
final class NoticeInvariants {
    private final RecordingNotificationOutput output;
    private final InMemoryStateStore store;
    private final Set<String> emergencies = new HashSet<>();
    /** Recipient and alert whose notice was suppressed, without a notice since. */
    private final Set<String> waiting = new HashSet<>();
    /** The kinds of what references stand for. */
    private final Map<String, String> kinds = new HashMap<>();

    /** By key. */
    private final Map<String, Notice> latest = new HashMap<>();
    /** Keys of those whose current call was notified as acknowledged. */
    private final Set<String> acknowledged = new HashSet<>();

    private final Set<String> rerouted = new HashSet<>();

    private RoutingConfig routing;
    /** Since when it speaks. */
    private Instant routedAt;

    private int notices;
    private int entries;

    NoticeInvariants(RecordingNotificationOutput heard, InMemoryStateStore ledger) {
        this.output = heard;
        this.store = ledger;
    }

    /** From now on this routing speaks. */
    void beforeStep(RoutingConfig now, Instant at) {
        routedAt = now.equals(routing) ? routedAt : at;
        routing = now;
        notices = output.notices.size();
    }

    void recordEmergency(String id) {
        emergencies.add(id);
    }

    /** Another severity has other routes: those who were to be notified first may be named no more. */
    void recordChange(String id, IncidentChange change) {
        if (change == IncidentChange.ESCALATED || change == IncidentChange.CORRECTED) {
            rerouted.add(id);
        } else if (change == IncidentChange.OPENED) {
            rerouted.remove(id);
        }
    }

    private List<Notice> newNotices() {
        return output.notices.subList(notices, output.notices.size());
    }

    void assertAfterStep() {
        recordKinds();
        newNotices().forEach(this::assertAllowed);
        recordDecisions();
    }

    /** Time alone makes only that news for which something was due. */
    void assertAfterTick() {
        recordKinds();
        for (Notice notice : newNotices()) {
            assertAllowed(notice);
            boolean due = notice.subject().startsWith("~")
                    || notice.stage() == NoticeStage.ESCALATED
                    || notice.stage() == NoticeStage.REPEATED
                    || notice.stage() == NoticeStage.UPDATED
                    || notice.subject().startsWith("silence-ending/")
                    || (notice.subject().startsWith("conduct/") && notice.stage() == NoticeStage.CLOSED)
                    || waiting.contains(notice.recipient() + " " + notice.subject());
            assertThat(due).as("due: %s", notice).isTrue();
            if (notice.cause().contains("; escalation step ")) {
                assertFollowsPreviousStep(notice);
            }
        }
        recordDecisions();
    }

    /** Somebody of the step before was notified, and has had the time that the step gives. */
    private void assertFollowsPreviousStep(Notice notice) {
        String id = notice.subject();
        boolean chainIsOfOtherDocuments = store.get(
                        NotificationTables.ALERTS, new IncidentKey(RoutingConfigBuilder.DISTRICT, id))
                .filter(affair -> affair.openedAt().isAfter(routedAt))
                .isEmpty();
        if (chainIsOfOtherDocuments
                || rerouted.contains(id)
                || id.startsWith("conduct/")
                || id.startsWith("delivery-failed/")) {
            return;
        }
        int step = Integer.parseInt(notice.cause().split("; escalation step |, unacknowledged")[1]);
        boolean follows = RoutingOracle.routes(routing.root())
                .filter(route -> route.escalate().size() >= step
                        && route.escalate().get(step - 1).to().contains(notice.recipient()))
                .anyMatch(route -> follows(notice, route, step));
        assertThat(follows)
                .as("somebody of the step before was notified in time: %s", notice)
                .isTrue();
    }

    private boolean follows(Notice notice, Route route, int step) {
        String id = notice.subject();
        List<String> before = mayKnow(id, route.to());
        for (Route.EscalationStep earlier : route.escalate().subList(0, step - 1)) {
            before = mayKnow(id, earlier.to()).isEmpty() ? before : mayKnow(id, earlier.to());
        }
        Instant told = notice.at().minus(route.escalate().get(step - 1).after());
        Set<String> asked = Set.copyOf(before);
        return asked.isEmpty()
                || output.notices.stream()
                        .anyMatch(n -> asked.contains(n.recipient())
                                && !n.at().isAfter(told)
                                && n.items().stream()
                                        .anyMatch(item -> item.ref().equals(ref(id))));
    }

    private List<String> mayKnow(String id, List<String> recipients) {
        return recipients.stream()
                .filter(r -> routing.recipients().containsKey(r))
                .filter(r -> RoutingOracle.grantedFields(
                                routing.policy(), routing.recipients().get(r).agencyClass(), id, false)
                        .isPresent())
                .toList();
    }

    private void recordKinds() {
        for (DisclosureRecord entry : output.records.subList(entries, output.records.size())) {
            kinds.put(ref(entry.subject()), entry.subject());
        }
    }

    private void recordDecisions() {
        for (DisclosureRecord entry : output.records.subList(entries, output.records.size())) {
            if (entry.reason().startsWith("resent: ")) {
                continue;
            }
            String line = entry.recipient() + " " + entry.subject();
            switch (entry.outcome()) {
                case SUPPRESSED -> waiting.add(line);
                case NOTIFIED, SKIPPED, DENIED -> waiting.remove(line);
                default -> {
                    // is about nobody
                }
            }
        }
        entries = output.records.size();
    }

    private void assertAllowed(Notice notice) {
        Recipient recipient = routing.recipients().get(notice.recipient());
        assertThat(recipient).as("known: %s", notice).isNotNull();
        assertThat(routing.policy().deniedClasses()).as("%s", notice).doesNotContain(recipient.agencyClass());
        follows(notice);
        assertThat(notice.items().isEmpty() || !notice.subject().equals("~watchdog"))
                .isTrue();
        for (Notice.NoticeItem item : notice.items()) {
            String id = kinds.get(item.ref());
            assertThat(id).as("known: %s", item).isNotNull();
            Optional<Set<String>> may = RoutingOracle.grantedFields(
                    routing.policy(), recipient.agencyClass(), id, emergencies.contains(id));
            assertThat(may).as("%s may know of %s", recipient.agencyClass(), id).isPresent();
            assertThat(may.get())
                    .as("%s of %s", recipient.agencyClass(), id)
                    .containsAll(item.fields().keySet());
            assertThat(id).isNotEqualTo("delivery-failed/" + recipient.id());
            if (notice.stage() == NoticeStage.ACKNOWLEDGED && !notice.subject().startsWith("~")) {
                assertThat(may.get()).as("%s", notice).containsAnyOf("acknowledged", "acknowledged-by");
            }
        }
    }

    /** How a notice follows the last one of its subject to its recipient: calls and updates, read a second time. */
    private void follows(Notice notice) {
        if (notice == latest.get(notice.key())) {
            return;
        }
        Notice last = notice.revision() == 1 ? null : latest.get(notice.key());
        boolean said = notice.cause().startsWith("resent: ") || notice.cause().startsWith("redacted by");
        if (notice.stage() == NoticeStage.UPDATED) {
            assertThat(last).as("known before: %s", notice).isNotNull();
            assertThat(last.status()).as("%s", notice).isNotIn(Alert.AlertStatus.CLOSED, Alert.AlertStatus.WITHDRAWN);
            assertThat(notice.lastNotification()).as("%s", notice).isEqualTo(last.lastNotification());
            assertThat(notice.items()).as("nothing new: %s", notice).isNotEqualTo(last.items());
        } else {
            assertThat(notice.lastNotification())
                    .isEqualTo(new Notice.LastNotification(notice.revision(), notice.stage(), notice.at()));
        }
        int call = last == null ? 1 : last.callNumber();
        if (last != null && !said) {
            boolean newer = notice.stage() == NoticeStage.OPENED || notice.stage() == NoticeStage.ESCALATED;
            boolean again = Set.of(NoticeStage.REPEATED, NoticeStage.CORRECTED, NoticeStage.EXPECTED)
                    .contains(notice.stage());
            call += newer || (again && acknowledged.contains(notice.key())) ? 1 : 0;
        }
        if (!notice.subject().equals("~watchdog")) {
            assertThat(notice.callNumber()).as("call of %s", notice).isEqualTo(call);
        }
        if (last == null || call > last.callNumber()) {
            acknowledged.remove(notice.key());
        }
        if (notice.stage() == NoticeStage.ACKNOWLEDGED && !said) {
            acknowledged.add(notice.key());
        }
        latest.put(notice.key(), notice);
    }

    /** Whatever was just notified of an incident says why it is open now. */
    void assertCurrentReasons(Map<String, String> reasons) {
        for (Notice notice : newNotices()) {
            String told = notice.items().isEmpty()
                    ? null
                    : notice.items().get(0).fields().get("reasons");
            boolean said =
                    notice.cause().startsWith("resent: ") || notice.cause().startsWith("redacted by");
            if (told != null && !said && reasons.containsKey(notice.subject())) {
                assertThat(told).as("why, in %s", notice).isEqualTo(reasons.get(notice.subject()));
            }
        }
        for (Notice notice : output.topic.values()) {
            String told = notice.items().isEmpty()
                    ? null
                    : notice.items().get(0).fields().get("reasons");
            boolean settled = store.get(
                            NotificationTables.ALERTS, new IncidentKey(RoutingConfigBuilder.DISTRICT, notice.subject()))
                    .filter(affair -> affair.nextUpdateAt().equals(AlertState.NEVER)
                            && !affair.alert().isOver())
                    .map(affair -> affair.recipients().get(notice.recipient()))
                    .filter(line -> line != null
                            && line.pending().isEmpty()
                            && line.group().isEmpty())
                    .isPresent();
            if (settled && told != null && reasons.containsKey(notice.subject())) {
                assertThat(told).as("what stands of %s", notice).isEqualTo(reasons.get(notice.subject()));
            }
        }
    }

    /** Within this very step. */
    void assertOnlyUpdates() {
        assertThat(newNotices()).allMatch(notice -> notice.stage() == NoticeStage.UPDATED);
    }

    /** Within this very step, everybody whom the tree names and the policy allows. */
    void assertNotifiedAtOnce(String id, Map<String, String> labels) {
        for (String name : RoutingOracle.recipientsFor(routing, labels)) {
            Recipient recipient = routing.recipients().get(name);
            boolean may = RoutingOracle.grantedFields(
                            routing.policy(), recipient.agencyClass(), id, emergencies.contains(id))
                    .isPresent();
            boolean told = newNotices().stream()
                    .anyMatch(notice -> notice.recipient().equals(name)
                            && notice.subject().equals(id)
                            && notice.status() == Alert.AlertStatus.OPEN);
            assertThat(told).as("%s notified of %s", name, id).isEqualTo(may);
        }
    }

    /** After the documents changed: what may not be known any more is gone from the topic. */
    void assertNothingDeniedPublished() {
        for (Notice notice : output.topic.values()) {
            Recipient recipient = routing.recipients().get(notice.recipient());
            assertThat(recipient).as("known: %s", notice).isNotNull();
            assertThat(routing.policy().deniedClasses()).as("%s", notice).doesNotContain(recipient.agencyClass());
            if (!notice.subject().startsWith("~")) {
                String id = notice.subject();
                assertThat(RoutingOracle.grantedFields(
                                routing.policy(), recipient.agencyClass(), id, emergencies.contains(id)))
                        .as("%s", notice)
                        .isPresent();
            }
        }
    }

    void assertEmpty(String table, int rows) {
        assertThat(rows).as("rows of %s that nobody needs", table).isZero();
    }

    /** Nobody is left with something that is over. */
    void assertOver(Notice notice) {
        if (!notice.subject().equals("~watchdog")) {
            assertThat(notice.status()).as("%s", notice).isIn(Alert.AlertStatus.CLOSED, Alert.AlertStatus.WITHDRAWN);
        }
    }

    /** Nothing more was published, and what was published is forgotten. */
    void assertNothingPublishedSince(int said) {
        assertThat(output.notices).hasSize(said);
        assertThat(output.topic.keySet()).allMatch(key -> key.endsWith("/~watchdog"));
    }

    private static String ref(String subject) {
        return FixedDistrictSecret.ref(FixedDistrictSecret.SECRET, subject);
    }
}
