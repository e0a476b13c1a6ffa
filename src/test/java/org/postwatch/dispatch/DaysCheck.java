package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.incident.Transition.Change;
import org.postwatch.routing.Entry;
import org.postwatch.routing.FixedSecret;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Sketch;
import org.postwatch.watch.MemoryLedger;

/** What is to be true of every notice, whatever happened. */
final class DaysCheck {
    private final Heard heard;
    private final MemoryLedger ledger;
    private final Set<String> emergencies = new HashSet<>();
    /** Recipient and matter of which it was said that news waits, and nothing was told since. */
    private final Set<String> waiting = new HashSet<>();
    /** The kinds of what references stand for. */
    private final Map<String, String> kinds = new HashMap<>();

    /** By key. */
    private final Map<String, Notice> latest = new HashMap<>();
    /** Keys of those whose present call was told to be in somebody's hands. */
    private final Set<String> acknowledged = new HashSet<>();

    private final Set<String> rerouted = new HashSet<>();

    private Routing routing;
    /** Since when it speaks. */
    private Instant routedAt;

    private int notices;
    private int entries;

    DaysCheck(Heard heard, MemoryLedger ledger) {
        this.heard = heard;
        this.ledger = ledger;
    }

    /** From now on this routing speaks. */
    void before(Routing now, Instant at) {
        routedAt = now.equals(routing) ? routedAt : at;
        routing = now;
        notices = heard.notices.size();
    }

    void emergency(String id) {
        emergencies.add(id);
    }

    /** Another severity has other routes: those who were to be notified first may be named no more. */
    void said(String id, Change change) {
        if (change == Change.ESCALATED || change == Change.CORRECTED) {
            rerouted.add(id);
        } else if (change == Change.OPENED) {
            rerouted.remove(id);
        }
    }

    private List<Notice> news() {
        return heard.notices.subList(notices, heard.notices.size());
    }

    void after() {
        learn();
        news().forEach(this::isAllowed);
        writeDown();
    }

    /** Time alone makes only that news for which something was due. */
    void afterTick() {
        learn();
        for (Notice notice : news()) {
            isAllowed(notice);
            boolean due = notice.subject().startsWith("~")
                    || notice.stage() == Stage.ESCALATED
                    || notice.stage() == Stage.REPEATED
                    || notice.stage() == Stage.UPDATED
                    || notice.subject().startsWith("silence-ending/")
                    || (notice.subject().startsWith("conduct/") && notice.stage() == Stage.CLOSED)
                    || waiting.contains(notice.recipient() + " " + notice.subject());
            assertThat(due).as("due: %s", notice).isTrue();
            if (notice.because().contains("; escalation step ")) {
                followsTheStepBefore(notice);
            }
        }
        writeDown();
    }

    /** Somebody of the step before was notified, and has had the time that the step gives. */
    private void followsTheStepBefore(Notice notice) {
        String id = notice.subject();
        boolean chainIsOfOtherDocuments = ledger.get(Tables.AFFAIRS, Sketch.DISTRICT + "/" + id)
                .filter(affair -> affair.said().isAfter(routedAt))
                .isEmpty();
        if (chainIsOfOtherDocuments
                || rerouted.contains(id)
                || id.startsWith("conduct/")
                || id.startsWith("delivery-failed/")) {
            return;
        }
        int step = Integer.parseInt(notice.because().split("; escalation step |, unacknowledged")[1]);
        boolean follows = Reading.routes(routing.root())
                .filter(route -> route.escalate().size() >= step
                        && route.escalate().get(step - 1).to().contains(notice.recipient()))
                .anyMatch(route -> follows(notice, route, step));
        assertThat(follows)
                .as("somebody of the step before was told in time: %s", notice)
                .isTrue();
    }

    private boolean follows(Notice notice, Route route, int step) {
        String id = notice.subject();
        List<String> before = mayKnow(id, route.to());
        for (Route.Step earlier : route.escalate().subList(0, step - 1)) {
            before = mayKnow(id, earlier.to()).isEmpty() ? before : mayKnow(id, earlier.to());
        }
        Instant told = notice.at().minus(route.escalate().get(step - 1).after());
        Set<String> asked = Set.copyOf(before);
        return asked.isEmpty()
                || heard.notices.stream()
                        .anyMatch(n -> asked.contains(n.recipient())
                                && !n.at().isAfter(told)
                                && n.items().stream()
                                        .anyMatch(item -> item.ref().equals(ref(id))));
    }

    private List<String> mayKnow(String id, List<String> recipients) {
        String kind = id.substring(0, id.indexOf('/'));
        return recipients.stream()
                .filter(r -> routing.recipients().containsKey(r))
                .filter(r -> Reading.fields(
                                routing.policy(), routing.recipients().get(r).agencyClass(), kind, false)
                        .isPresent())
                .toList();
    }

    private void learn() {
        for (Entry entry : heard.entries.subList(entries, heard.entries.size())) {
            kinds.put(ref(entry.subject()), entry.subject());
        }
    }

    private void writeDown() {
        for (Entry entry : heard.entries.subList(entries, heard.entries.size())) {
            if (entry.reason().startsWith("sent again")) {
                continue;
            }
            String line = entry.recipient() + " " + entry.subject();
            switch (entry.outcome()) {
                case HELD -> waiting.add(line);
                case TOLD, PASSED_OVER, REFUSED -> waiting.remove(line);
                default -> {
                    // is about nobody
                }
            }
        }
        entries = heard.entries.size();
    }

    private void isAllowed(Notice notice) {
        Recipient recipient = routing.recipients().get(notice.recipient());
        assertThat(recipient).as("known: %s", notice).isNotNull();
        assertThat(routing.policy().barredClasses()).as("%s", notice).doesNotContain(recipient.agencyClass());
        follows(notice);
        assertThat(notice.items().isEmpty() || !notice.subject().equals("~watchdog"))
                .isTrue();
        for (Notice.Item item : notice.items()) {
            String id = kinds.get(item.ref());
            assertThat(id).as("known: %s", item).isNotNull();
            String kind = id.substring(0, id.indexOf('/'));
            Optional<Set<String>> may =
                    Reading.fields(routing.policy(), recipient.agencyClass(), kind, emergencies.contains(id));
            assertThat(may).as("%s may know of %s", recipient.agencyClass(), id).isPresent();
            assertThat(may.get())
                    .as("%s of %s", recipient.agencyClass(), id)
                    .containsAll(item.fields().keySet());
            assertThat(id).isNotEqualTo("delivery-failed/" + recipient.id());
            if (notice.stage() == Stage.ACKNOWLEDGED && !notice.subject().startsWith("~")) {
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
        boolean said =
                notice.because().startsWith("sent again") || notice.because().startsWith("with less");
        if (notice.stage() == Stage.UPDATED) {
            assertThat(last).as("known before: %s", notice).isNotNull();
            assertThat(last.status()).as("%s", notice).isNotIn(Matter.Status.CLOSED, Matter.Status.WITHDRAWN);
            assertThat(notice.news()).as("%s", notice).isEqualTo(last.news());
            assertThat(notice.items()).as("nothing new: %s", notice).isNotEqualTo(last.items());
        } else {
            assertThat(notice.news()).isEqualTo(new Notice.News(notice.revision(), notice.stage(), notice.at()));
        }
        int call = last == null ? 1 : last.call();
        if (last != null && !said) {
            boolean newer = notice.stage() == Stage.OPENED || notice.stage() == Stage.ESCALATED;
            boolean again =
                    Set.of(Stage.REPEATED, Stage.CORRECTED, Stage.EXPECTED).contains(notice.stage());
            call += newer || (again && acknowledged.contains(notice.key())) ? 1 : 0;
        }
        if (!notice.subject().equals("~watchdog")) {
            assertThat(notice.call()).as("call of %s", notice).isEqualTo(call);
        }
        if (last == null || call > last.call()) {
            acknowledged.remove(notice.key());
        }
        if (notice.stage() == Stage.ACKNOWLEDGED && !said) {
            acknowledged.add(notice.key());
        }
        latest.put(notice.key(), notice);
    }

    /** Whatever was just told of an incident says why it is open now. */
    void saysWhy(Map<String, String> reasons) {
        for (Notice notice : news()) {
            String told = notice.items().isEmpty()
                    ? null
                    : notice.items().get(0).fields().get("reasons");
            boolean said = notice.because().startsWith("sent again")
                    || notice.because().startsWith("with less");
            if (told != null && !said && reasons.containsKey(notice.subject())) {
                assertThat(told).as("why, in %s", notice).isEqualTo(reasons.get(notice.subject()));
            }
        }
        for (Notice notice : heard.topic.values()) {
            String told = notice.items().isEmpty()
                    ? null
                    : notice.items().get(0).fields().get("reasons");
            boolean settled = ledger.get(Tables.AFFAIRS, Sketch.DISTRICT + "/" + notice.subject())
                    .filter(affair -> affair.updateDue().equals(Affair.NEVER)
                            && !affair.matter().isOver())
                    .map(affair -> affair.lines().get(notice.recipient()))
                    .filter(line -> line != null
                            && line.news().isEmpty()
                            && line.group().isEmpty())
                    .isPresent();
            if (settled && told != null && reasons.containsKey(notice.subject())) {
                assertThat(told).as("what stands of %s", notice).isEqualTo(reasons.get(notice.subject()));
            }
        }
    }

    /** Within this very step. */
    void callsNobody() {
        assertThat(news()).allMatch(notice -> notice.stage() == Stage.UPDATED);
    }

    /** Within this very step, everybody whom the tree names and the policy allows. */
    void isToldAtOnce(String id, Map<String, String> labels) {
        for (String name : Reading.named(routing, labels)) {
            Recipient recipient = routing.recipients().get(name);
            boolean may = Reading.fields(
                            routing.policy(), recipient.agencyClass(), labels.get("kind"), emergencies.contains(id))
                    .isPresent();
            boolean told = news().stream()
                    .anyMatch(notice -> notice.recipient().equals(name)
                            && notice.subject().equals(id)
                            && notice.status() == Matter.Status.OPEN);
            assertThat(told).as("%s told of %s", name, id).isEqualTo(may);
        }
    }

    /** After the documents changed: what may not be known any more is gone from the topic. */
    void holdsNothingRefused() {
        for (Notice notice : heard.topic.values()) {
            Recipient recipient = routing.recipients().get(notice.recipient());
            assertThat(recipient).as("known: %s", notice).isNotNull();
            assertThat(routing.policy().barredClasses()).as("%s", notice).doesNotContain(recipient.agencyClass());
            if (!notice.subject().startsWith("~")) {
                String id = notice.subject();
                String kind = id.substring(0, id.indexOf('/'));
                assertThat(Reading.fields(routing.policy(), recipient.agencyClass(), kind, emergencies.contains(id)))
                        .as("%s", notice)
                        .isPresent();
            }
        }
    }

    void isEmpty(String table, int rows) {
        assertThat(rows).as("rows of %s that nobody needs", table).isZero();
    }

    /** Nobody is left with something that is over. */
    void isOver(Notice notice) {
        if (!notice.subject().equals("~watchdog")) {
            assertThat(notice.status()).as("%s", notice).isIn(Matter.Status.CLOSED, Matter.Status.WITHDRAWN);
        }
    }

    /** Nothing more was said, and what was said is forgotten. */
    void isQuiet(int said) {
        assertThat(heard.notices).hasSize(said);
        assertThat(heard.topic.keySet()).allMatch(key -> key.endsWith("/~watchdog"));
    }

    private static String ref(String subject) {
        return FixedSecret.ref(FixedSecret.SECRET, subject);
    }
}
