package org.postwatch.notification.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postwatch.text.WireName;

/**
 * The record of one decision: a notice sent or withheld, an operator's action or a disclosure request. It holds the
 * names of fields and a hash, never values.
 *
 * @param recipient the recipient; the agency for {@code DISCLOSURE_REQUEST}; empty for {@code OPERATOR_ACTION}
 * @param agencyClass the recipient's class in the policy
 * @param subject the id of an incident, a group, a silence or a request
 * @param kind the alert's kind
 * @param fields names of the disclosed fields, or of the requested ones for {@code DISCLOSURE_REQUEST}
 * @param hash {@link DistrictHmac#disclosureHash} of the disclosed names and values; empty when nothing was disclosed
 * @param rule the policy's rule or the suppression rule: {@code quiet hours}, {@code silence S-1}
 * @param reason a sentence that can be read by itself
 * @param actor the operator, or the person who passed the request on
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

    public enum DisclosureOutcome implements WireName {
        /** A notice was written for the recipient. */
        NOTIFIED,
        /** The policy denies the notice to the recipient. */
        DENIED,
        /** Quiet hours, a silence, a group or a silent feed delays the notice. */
        SUPPRESSED,
        /** The alert closed before the recipient was notified: it goes into the digest, or nowhere. */
        SKIPPED,
        /** An operator's command. */
        OPERATOR_ACTION,
        /** An agency's request and the answer of the policy. */
        DISCLOSURE_REQUEST
    }

    public DisclosureRecord {
        fields = List.copyOf(fields);
    }

    /** The key in {@code postwatch.disclosures}. */
    public String key() {
        return noticeKey().text();
    }

    public NoticeKey noticeKey() {
        return new NoticeKey(district, recipient, subject);
    }
}
