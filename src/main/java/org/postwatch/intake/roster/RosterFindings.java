package org.postwatch.intake.roster;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.event.EventType;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.UnmappedId;
import org.postwatch.intake.service.SourceStatistics;
import org.postwatch.roster.RosterEntry;
import org.postwatch.roster.RosterProblem;
import org.postwatch.roster.RosterReading;
import org.postwatch.roster.RosterSource;
import org.postwatch.text.Plural;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs the entries of one roster that are no shifts although they may be meant as such, each once. */
final class RosterFindings {
    /** The kind of what is not mapped. */
    static final String ENTRY = "entry";

    private static final Logger LOG = LoggerFactory.getLogger(RosterFindings.class);

    private final RosterSource roster;
    private final SourceStatistics statistics;
    private Set<RosterProblem> problems = Set.of();

    RosterFindings(RosterSource roster, SourceStatistics statistics) {
        this.roster = roster;
        this.statistics = statistics;
    }

    void count(RosterReading reading, Instant now) {
        countUnmapped(reading.unmapped(), now);
        countProblems(new HashSet<>(reading.problems()), now);
    }

    /** This instance does not read the roster any more: what is not mapped in it is counted by the one that does. */
    void end(Instant now) {
        statistics.replaceUnmapped(now, Set.of(), EventType.SHIFT_PLANNED);
    }

    private void countUnmapped(List<RosterEntry> entries, Instant now) {
        Set<UnmappedId> ids = entries.stream().map(RosterFindings::id).collect(Collectors.toSet());
        int added = statistics.replaceUnmapped(now, ids, EventType.SHIFT_PLANNED);
        if (added > 0) {
            LOG.warn(
                    "roster {}/{}: no rule names the officer and the campus of {}, from which no shift is planned;"
                            + " './postwatch intake unmapped --district {}' lists them",
                    roster.district(),
                    roster.name(),
                    Plural.format(added, "entry", "entries"),
                    roster.district());
        }
    }

    private void countProblems(Set<RosterProblem> found, Instant now) {
        List<RosterProblem> added =
                found.stream().filter(problem -> !problems.contains(problem)).toList();
        added.forEach(problem -> statistics.countRejected(
                new RejectedMessage(now, problem.entry(), MessageFault.MALFORMED.wireName(), ENTRY, problem.detail())));
        problems = found;
        if (!added.isEmpty()) {
            LOG.warn(
                    "roster {}/{} has a problem with {}: no shift that was planned from such an entry is cancelled;"
                            + " './postwatch intake sources --rejections --district {}' lists them",
                    roster.district(),
                    roster.name(),
                    Plural.format(added.size(), "entry", "entries"),
                    roster.district());
        }
    }

    static UnmappedId id(RosterEntry entry) {
        return new UnmappedId(ENTRY, RosterReader.text(entry));
    }
}
