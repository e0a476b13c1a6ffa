package org.postwatch.chaos;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.chaos.Findings.Sort;
import org.postwatch.codec.IncidentJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;

/** The log of what was said of incidents: no word twice, none that does not follow, and the last one is what stands. */
final class TransitionCheck {
    private final Findings findings;

    TransitionCheck(Findings findings) {
        this.findings = findings;
    }

    /** In every partition the clock by which it was said never goes back, as it would where state was lost. */
    void clocks(List<Said> all) {
        Map<Integer, Instant> clocks = new HashMap<>();
        for (Said said : all) {
            Instant now = TransitionJson.read(said.value()).said();
            Instant before = clocks.getOrDefault(said.partition(), Instant.MIN);
            if (now.isBefore(before)) {
                findings.found(
                        Sort.WRONG,
                        "transition " + said.key() + " said at " + now + " after one that was said at " + before
                                + " (partition " + said.partition() + ", offset " + said.offset() + ")");
            }
            clocks.put(said.partition(), now);
        }
    }

    /** All that was said of one incident, and as what it stands in the topic of incidents. */
    void check(String key, List<Said> ofOne, Optional<Said> stands) {
        byte[] before = null;
        boolean open = false;
        Transition last = null;
        for (Said said : ofOne) {
            last = TransitionJson.read(said.value());
            String where = key + " " + last.change().wireName() + " effective " + last.effective() + ", said "
                    + last.said() + " (partition " + said.partition() + ", offset " + said.offset() + ")";
            if (Arrays.equals(before, said.value())) {
                findings.found(Sort.TWICE, "transition " + where);
            } else if (!mayFollow(open, last.change())) {
                findings.found(
                        open ? Sort.TWICE : Sort.LOST,
                        "transition " + where + " of what is " + (open ? "" : "not ") + "open");
            }
            before = said.value();
            open = isOpen(open, last);
        }
        findings.compared(ofOne.size());
        stands(key, last, stands.map(said -> IncidentJson.read(said.value()).incident()));
    }

    private static boolean mayFollow(boolean open, Change change) {
        return switch (change) {
            case OPENED, EXPECTED, AVERTED -> !open;
            case ESCALATED, CLOSED, REASONS -> open;
            case CORRECTED, WITHDRAWN, REPUBLISHED -> true;
        };
    }

    private static boolean isOpen(boolean open, Transition t) {
        return switch (t.change()) {
            case OPENED, ESCALATED, REASONS -> true;
            case CORRECTED, REPUBLISHED -> t.incident().status() == Incident.Status.OPEN;
            case CLOSED, EXPECTED, AVERTED, WITHDRAWN -> false;
        };
    }

    /** Reasons change without a word where nothing is open. */
    private void stands(String key, Transition last, Optional<Incident> stands) {
        boolean gone = last == null || last.change() == Change.WITHDRAWN || last.change() == Change.AVERTED;
        if (gone && stands.isPresent()) {
            findings.found(
                    Sort.LOST,
                    "incident " + key + " stands, and it was "
                            + (last == null ? "never said" : last.change().wireName()));
        } else if (!gone && stands.isEmpty()) {
            findings.found(
                    Sort.LOST, "incident " + key + " was " + last.change().wireName() + ", and does not stand");
        } else if (!gone
                && !(stands.get().episodes().equals(last.incident().episodes())
                        && stands.get().status() == last.incident().status()
                        && (stands.get().status() != Incident.Status.OPEN
                                || stands.get().reasons().equals(last.incident().reasons())))) {
            findings.found(
                    Sort.WRONG,
                    "incident " + key + " was said to be " + last.incident() + " and stands as " + stands.get());
        }
    }
}
