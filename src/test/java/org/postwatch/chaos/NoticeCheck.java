package org.postwatch.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwatch.chaos.Findings.FindingKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.IncidentAlertMapper;
import org.postwatch.notification.model.Notice;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

/** What recipients were notified of, against what was published of it. */
final class NoticeCheck {
    /** What is over is known for so long; then it is as if it had never been. */
    private static final Duration RETENTION = Duration.ofDays(4);

    private final Findings findings;

    NoticeCheck(Findings findings) {
        this.findings = findings;
    }

    /**
     * For a recipient whom nothing holds back: exactly one notice for each change that there was something to say of. Updates
     * come once a minute at most, whatever changes meanwhile, so they are not counted.
     */
    void checkEveryChange(String key, List<TopicRecord> transitions, List<TopicRecord> notices) {
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
        FindingKind sort = found.size() < expected.size()
                ? FindingKind.LOST
                : found.size() > expected.size() ? FindingKind.TWICE : FindingKind.WRONG;
        int same = 0;
        while (at(expected, same).equals(at(found, same)) && same < expected.size()) {
            same++;
        }
        findings.add(
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
    private static String fields(Notice.NoticeItem item) {
        Map<String, String> fields = new TreeMap<>(item.fields());
        fields.remove("campus-name");
        return fields.toString();
    }

    /**
     * The rules read a second time. What is open is notified, and notified again when it is another; what is over only to whom
     * believes that it is not, or that it was closed when it never was; forecasts to no recipient, because no route asks for them.
     */
    private static List<String> expected(List<TopicRecord> transitions) {
        List<String> expected = new ArrayList<>();
        Alert known = null;
        AlertStatus told = null;
        Instant changed = Instant.MAX;
        for (TopicRecord said : transitions) {
            IncidentTransition transition = TopicValue.TRANSITION.read(said.value());
            Alert matter = IncidentAlertMapper.toAlert(transition);
            if (known != null
                    && isOver(known.status())
                    && !changed.plus(RETENTION).isAfter(transition.publishedAt())) {
                known = null;
                told = null;
            }
            if (matter.equals(known) || (known == null && matter.status() == AlertStatus.WITHDRAWN)) {
                continue;
            }
            if (transition.change() == IncidentTransition.IncidentChange.REASONS && told == AlertStatus.OPEN) {
                known = matter;
                changed = transition.publishedAt();
                continue;
            }
            boolean live = told == AlertStatus.OPEN;
            boolean takenBack = told == AlertStatus.CLOSED && matter.status() == AlertStatus.WITHDRAWN;
            if (matter.status() == AlertStatus.OPEN || live || takenBack) {
                expected.add(matter.status() + " " + matter.fields());
                told = matter.status();
            }
            known = matter;
            changed = transition.publishedAt();
        }
        return expected;
    }

    /** A campus's name comes from the routing, not from the incident. */
    private static Map<String, String> withoutName(Notice.NoticeItem item) {
        Map<String, String> fields = new TreeMap<>(item.fields());
        fields.remove("campus-name");
        return fields;
    }

    private static boolean isOver(AlertStatus status) {
        return status == AlertStatus.CLOSED || status == AlertStatus.WITHDRAWN;
    }

    /**
     * For a recipient who may be spared some of it: nobody is left with something that is over, nor without what is open,
     * unless it is on record that it is suppressed.
     */
    void checkLastNotice(String key, List<TopicRecord> transitions, List<TopicRecord> notices, boolean heldBack) {
        findings.compared(1);
        IncidentTransition last = TopicValue.TRANSITION.read(
                transitions.get(transitions.size() - 1).value());
        AlertStatus now = IncidentAlertMapper.toAlert(last).status();
        Optional<AlertStatus> told = notices.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(notices.get(notices.size() - 1).value())
                        .map(value -> NoticeJson.read(value).status());
        boolean believesOpen = told.filter(status -> !isOver(status)).isPresent();
        if (isOver(now) && believesOpen) {
            findings.add(FindingKind.LOST, "notice " + key + ": notified " + told.get() + ", and it is " + now);
        } else if (now == AlertStatus.OPEN && !believesOpen && !heldBack) {
            findings.add(FindingKind.LOST, "notice " + key + ": it is " + now + ", and notified is " + told);
        }
    }
}
