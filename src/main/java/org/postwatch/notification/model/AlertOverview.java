package org.postwatch.notification.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert as an operations center sees it: its state, who handles it, and what each recipient knows of it. It is published
 * for operators, who see all fields.
 *
 * @param openedAt the clock when its present or last episode was reported
 * @param changedAt the clock when it last changed
 * @param acknowledgement absent while nobody handles it
 * @param notes of operators, in order
 * @param recipients by their ids
 * @param nextEscalation when more recipients are notified unless somebody acknowledges; absent if no step is due
 */
public record AlertOverview(
        Alert alert,
        Instant openedAt,
        Instant changedAt,
        Optional<AcknowledgementOverview> acknowledgement,
        List<NoteOverview> notes,
        SortedMap<String, RecipientOverview> recipients,
        Optional<Instant> nextEscalation) {
    /** @param until when it expires; absent if it does not */
    public record AcknowledgementOverview(String by, Instant at, Optional<Instant> until) {}

    public record NoteOverview(Instant at, String by, String text) {}

    /**
     * @param route path of the route whose rules apply
     * @param escalated whether an escalation step named the recipient
     * @param notified the status in the last notice; absent while the recipient knows nothing of the alert
     * @param notifiedAt the clock at that notice
     * @param withheld why the recipient was not notified since, or not at all
     */
    public record RecipientOverview(
            String route,
            boolean escalated,
            Optional<Alert.AlertStatus> notified,
            Optional<Instant> notifiedAt,
            Optional<WithholdingOverview> withheld) {}

    /**
     * @param rule the name of the rule, as in disclosures
     * @param until when it is decided again, at the latest; absent if nothing is planned
     */
    public record WithholdingOverview(
            DisclosureRecord.DisclosureOutcome outcome, String rule, String reason, Optional<Instant> until) {}

    public AlertOverview {
        notes = List.copyOf(notes);
        recipients = Collections.unmodifiableSortedMap(new TreeMap<>(recipients));
    }
}
