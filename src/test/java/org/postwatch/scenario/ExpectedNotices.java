package org.postwatch.scenario;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who must be notified of what in a district's recording, written by hand: a {@code notices.yaml}, with its local times
 * resolved and its ranges of campuses spelled out.
 *
 * @param register all that operators did and agencies asked
 */
record ExpectedNotices(String district, List<ExpectedRecipient> recipients, List<ExpectedDisclosure> disclosures) {
    /**
     * @param complete whether all notices and all withheld notices are listed
     * @param fields the only ones that any notice to him may hold; empty where nothing is stated
     * @param counts notices by stage; empty where they are not counted
     */
    record ExpectedRecipient(
            String id,
            boolean complete,
            List<String> fields,
            Map<String, Integer> counts,
            List<ExpectedSubject> subjects,
            List<AbsentNotices> absentNotices) {}

    /** The notices of one subject; {@code subject} is an incident's id, or how that of a group or digest begins. */
    record ExpectedSubject(String subject, List<ExpectedNotice> notices, String because) {}

    /**
     * @param of the matters in it
     * @param fields names and values that it holds
     * @param without names of fields that it does not hold
     */
    record ExpectedNotice(
            Instant at, String stage, List<String> alerts, Map<String, String> fields, List<String> absentFields) {}

    /**
     * @param stage that no notice may have; absent: none at all
     * @param at absent where nothing is on record either
     * @param until when he was notified all the same
     */
    record AbsentNotices(
            String about,
            Optional<String> stage,
            Optional<Instant> at,
            Optional<Instant> until,
            String outcome,
            String rule,
            String because) {
        boolean isOnRecord() {
            return at.isPresent();
        }
    }

    /** @param recipient the agency that asked; empty for what operators did */
    record ExpectedDisclosure(
            Instant at, String outcome, String about, String recipient, String actor, String detail, String because) {}

    static ExpectedNotices read(Path file, ZoneId zone) {
        return new ExpectedNoticesReader(zone).read(file);
    }
}
