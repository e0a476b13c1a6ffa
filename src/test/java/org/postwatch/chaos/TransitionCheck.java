package org.postwatch.chaos;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.chaos.Findings.FindingKind;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.TopicValue;

/** The log of what was published of incidents: no word twice, none that does not follow, and the last one is what stands. */
final class TransitionCheck {
    private final Findings findings;

    TransitionCheck(Findings findings) {
        this.findings = findings;
    }

    /** In every partition the clock by which it was published never goes back, as it would where state was lost. */
    void checkClocks(List<TopicRecord> all) {
        Map<Integer, Instant> clocks = new HashMap<>();
        for (TopicRecord said : all) {
            Instant now = TopicValue.TRANSITION.read(said.value()).publishedAt();
            Instant before = clocks.getOrDefault(said.partition(), Instant.MIN);
            if (now.isBefore(before)) {
                findings.add(
                        FindingKind.WRONG,
                        "transition " + said.key() + " said at " + now + " after one that was published at " + before
                                + " (partition " + said.partition() + ", offset " + said.offset() + ")");
            }
            clocks.put(said.partition(), now);
        }
    }

    /** All that was published of one incident, and as what it stands in the topic of incidents. */
    void check(String key, List<TopicRecord> ofOne, Optional<TopicRecord> stands) {
        byte[] before = null;
        boolean open = false;
        IncidentTransition last = null;
        for (TopicRecord said : ofOne) {
            last = TopicValue.TRANSITION.read(said.value());
            String where = key + " " + last.change().wireName() + " effective " + last.effectiveAt() + ", said "
                    + last.publishedAt() + " (partition " + said.partition() + ", offset " + said.offset() + ")";
            if (Arrays.equals(before, said.value())) {
                findings.add(FindingKind.TWICE, "transition " + where);
            } else if (!mayFollow(open, last.change())) {
                findings.add(
                        open ? FindingKind.TWICE : FindingKind.LOST,
                        "transition " + where + " of what is " + (open ? "" : "not ") + "open");
            }
            before = said.value();
            open = isOpen(open, last);
        }
        findings.compared(ofOne.size());
        stands(key, last, stands.map(said -> IncidentJson.read(said.value()).incident()));
    }

    private static boolean mayFollow(boolean open, IncidentChange change) {
        return switch (change) {
            case OPENED, EXPECTED, AVERTED -> !open;
            case ESCALATED, CLOSED, REASONS -> open;
            case CORRECTED, WITHDRAWN, REPUBLISHED -> true;
        };
    }

    private static boolean isOpen(boolean open, IncidentTransition t) {
        return switch (t.change()) {
            case OPENED, ESCALATED, REASONS -> true;
            case CORRECTED, REPUBLISHED -> t.incident().status() == Incident.IncidentStatus.OPEN;
            case CLOSED, EXPECTED, AVERTED, WITHDRAWN -> false;
        };
    }

    /** Reasons change without a word where nothing is open. */
    private void stands(String key, IncidentTransition last, Optional<Incident> stands) {
        boolean gone =
                last == null || last.change() == IncidentChange.WITHDRAWN || last.change() == IncidentChange.AVERTED;
        if (gone && stands.isPresent()) {
            findings.add(
                    FindingKind.LOST,
                    "incident " + key + " stands, and it was "
                            + (last == null ? "never said" : last.change().wireName()));
        } else if (!gone && stands.isEmpty()) {
            findings.add(
                    FindingKind.LOST,
                    "incident " + key + " was " + last.change().wireName() + ", and does not stand");
        } else if (!gone
                && !(stands.get().episodes().equals(last.incident().episodes())
                        && stands.get().status() == last.incident().status()
                        && (stands.get().status() != Incident.IncidentStatus.OPEN
                                || stands.get().reasons().equals(last.incident().reasons())))) {
            findings.add(
                    FindingKind.WRONG,
                    "incident " + key + " was published as " + last.incident() + " and stands as " + stands.get());
        }
    }
}
