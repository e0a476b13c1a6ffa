package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Sketch;

/** What is to be true of every notice, whatever happened. */
final class DaysCheck {
    private final Heard heard;
    private final Set<String> emergencies = new HashSet<>();
    /** Recipient and matter of which it was said that news waits, and nothing was told since. */
    private final Set<String> waiting = new HashSet<>();
    /** The kinds of what references stand for. */
    private final Map<String, String> kinds = new HashMap<>();

    private Routing routing;
    private int notices;
    private int entries;

    DaysCheck(Heard heard) {
        this.heard = heard;
    }

    /** From now on this routing speaks. */
    void before(Routing now) {
        routing = now;
        notices = heard.notices.size();
    }

    void emergency(String id) {
        emergencies.add(id);
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
                    || notice.subject().startsWith("silence-ending/")
                    || (notice.subject().startsWith("conduct/") && notice.stage() == Stage.CLOSED)
                    || waiting.contains(notice.recipient() + " " + notice.subject());
            assertThat(due).as("due: %s", notice).isTrue();
        }
        writeDown();
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
        }
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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((Sketch.DISTRICT + "/" + subject).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
