package org.postwatch.notification.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of what is written down of every decision: who was told which fields, who was not and under which rule, who
 * asked, what an operator did. Names of fields and a hash, never values.
 *
 * @param recipient who it is about; for {@code ASKED} the agency; empty for what operators did
 * @param agencyClass as the policy knows it
 * @param subject what it is about: an incident's id, a group, a silence, a request
 * @param kind of the matter
 * @param fields names of what was told; of what was asked for, where somebody asked
 * @param hash {@link DistrictHmac#disclosureHash} of the names and values told, empty where nothing was
 * @param rule the policy's rule, or what else decided: {@code quiet hours}, {@code silence S-1}
 * @param reason in words that stand for themselves
 * @param actor who did or asked, where somebody did
 */
public record DisclosureRecord(
        String district,
        Instant at,
        DisclosureOutcome outcome,
        String recipient,
        String agencyClass,
        String subject,
        String kind,
        List<String> fields,
        String hash,
        String rule,
        String reason,
        Optional<Actor> actor) {

    public enum DisclosureOutcome {
        /** A notice was written for the recipient. */
        NOTIFIED("told"),
        /** The policy does not let the recipient know. */
        DENIED("refused"),
        /** The recipient would be told but for quiet hours, a silence, a group's pause, a silent feed. */
        SUPPRESSED("held"),
        /** It was over before it was told: into the digest, or nowhere. */
        SKIPPED("passed-over"),
        /** An operator did something. */
        OPERATOR_ACTION("commanded"),
        /** An agency asked, and was answered. */
        DISCLOSURE_REQUEST("asked");

        private final String wireName;

        DisclosureOutcome(String wireName) {
            this.wireName = wireName;
        }

        /** As {@code passed-over}. */
        public String wireName() {
            return wireName;
        }
    }

    public DisclosureRecord {
        fields = List.copyOf(fields);
    }

    /** The key in {@code postwatch.disclosures}. */
    public String key() {
        return district + "/" + recipient + "/" + subject;
    }
}
