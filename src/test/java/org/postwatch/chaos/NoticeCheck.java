package org.postwatch.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.chaos.Findings.Sort;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.incident.Transition;
import org.postwatch.routing.IncidentMatter;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Matter.Status;
import org.postwatch.routing.Notice;

/** Who was told what of an incident, against what was said of it. */
final class NoticeCheck {
    /** What is over is known for so long; then it is as if it had never been. */
    private static final Duration KEPT = Duration.ofDays(4);

    private final Findings findings;

    NoticeCheck(Findings findings) {
        this.findings = findings;
    }

    /**
     * For a recipient whom nothing holds back: exactly one notice for each change that there was something to say of. Updates
     * come once a minute at most, whatever changes meanwhile, so they are not counted.
     */
    void everyChange(String key, List<Said> transitions, List<Said> notices) {
        List<String> expected = expected(transitions);
        List<String> found = notices.stream()
                .filter(said -> said.value() != null)
                .map(said -> NoticeJson.read(said.value()))
                .filter(notice -> !notice.isUpdate())
                .map(NoticeCheck::line)
                .toList();
        findings.compared(expected.size());
        if (expected.equals(found)) {
            return;
        }
        Sort sort =
                found.size() < expected.size() ? Sort.LOST : found.size() > expected.size() ? Sort.TWICE : Sort.WRONG;
        int same = 0;
        while (at(expected, same).equals(at(found, same)) && same < expected.size()) {
            same++;
        }
        findings.found(
                sort, """
                notices %s: of %d expected and %d found the first %d are the same, then
                      expected %s
                      found    %s""".formatted(key, expected.size(), found.size(), same, at(expected, same), at(found, same)));
    }

    private static String at(List<String> lines, int i) {
        return i < lines.size() ? lines.get(i) : "nothing";
    }

    private static String line(Notice notice) {
        return notice.status()
                + notice.items().stream().map(NoticeCheck::fields).collect(Collectors.joining(" and ", " ", ""));
    }

    /** A campus's name comes from the routing, not from the incident. */
    private static String fields(Notice.Item item) {
        Map<String, String> fields = new TreeMap<>(item.fields());
        fields.remove("campus-name");
        return fields.toString();
    }

    /**
     * The rules read a second time. What is open is told, and told again when it is another; what is over only to whom
     * believes that it is not, or that it was closed when it never was; what is expected to nobody, as no route asks for it.
     */
    private static List<String> expected(List<Said> transitions) {
        List<String> expected = new ArrayList<>();
        Matter known = null;
        Status told = null;
        Instant changed = Instant.MAX;
        for (Said said : transitions) {
            Transition transition = TransitionJson.read(said.value());
            Matter matter = IncidentMatter.of(transition);
            if (known != null && isOver(known.status()) && !changed.plus(KEPT).isAfter(transition.said())) {
                known = null;
                told = null;
            }
            if (matter.equals(known) || (known == null && matter.status() == Status.WITHDRAWN)) {
                continue;
            }
            if (transition.change() == Transition.Change.REASONS && told == Status.OPEN) {
                known = matter;
                changed = transition.said();
                continue;
            }
            boolean live = told == Status.OPEN;
            boolean takenBack = told == Status.CLOSED && matter.status() == Status.WITHDRAWN;
            if (matter.status() == Status.OPEN || live || takenBack) {
                expected.add(matter.status() + " " + matter.fields());
                told = matter.status();
            }
            known = matter;
            changed = transition.said();
        }
        return expected;
    }

    /** A campus's name comes from the routing, not from the incident. */
    private static Map<String, String> withoutName(Notice.Item item) {
        Map<String, String> fields = new TreeMap<>(item.fields());
        fields.remove("campus-name");
        return fields;
    }

    private static boolean isOver(Status status) {
        return status == Status.CLOSED || status == Status.WITHDRAWN;
    }

    /**
     * For a recipient who may be spared some of it: nobody is left with something that is over, nor without what is open,
     * unless it is on record that it is held back.
     */
    void lastWord(String key, List<Said> transitions, List<Said> notices, boolean heldBack) {
        findings.compared(1);
        Transition last =
                TransitionJson.read(transitions.get(transitions.size() - 1).value());
        Status now = IncidentMatter.of(last).status();
        Optional<Status> told = notices.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(notices.get(notices.size() - 1).value())
                        .map(value -> NoticeJson.read(value).status());
        boolean believesOpen = told.filter(status -> !isOver(status)).isPresent();
        if (isOver(now) && believesOpen) {
            findings.found(Sort.LOST, "notice " + key + ": told " + told.get() + ", and it is " + now);
        } else if (now == Status.OPEN && !believesOpen && !heldBack) {
            findings.found(Sort.LOST, "notice " + key + ": it is " + now + ", and told is " + told);
        }
    }
}
