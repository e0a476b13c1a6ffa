package org.postwatch.notification.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something that an operator says. */
public sealed interface OperatorCommand {
    String district();

    /** Unique; the id of the CloudEvent. */
    String id();

    Instant at();

    Actor actor();

    /** Somebody has it in hand: escalation and repeats wait. */
    record Acknowledge(String district, String id, Instant at, Actor actor, String incident, Optional<String> note)
            implements OperatorCommand {}

    record AddNote(String district, String id, Instant at, Actor actor, String incident, String text)
            implements OperatorCommand {}

    /** It is over, for kinds that an operator closes. */
    record Resolve(String district, String id, Instant at, Actor actor, String incident) implements OperatorCommand {}

    /** Conduct is an emergency: from now on it is treated as a weapon is. */
    record DeclareEmergency(String district, String id, Instant at, Actor actor, String incident)
            implements OperatorCommand {}

    /**
     * Nobody is told of what matches; it is recorded all the same. The command's id is the silence's.
     *
     * @param match label to values, as in {@code match} of a route; not empty
     */
    record CreateSilence(
            String district,
            String id,
            Instant at,
            Actor actor,
            String reason,
            SortedMap<String, Set<String>> match,
            Instant from,
            Instant until)
            implements OperatorCommand {
        public CreateSilence {
            match = Collections.unmodifiableSortedMap(new TreeMap<>(match));
        }
    }

    record ExpireSilence(String district, String id, Instant at, Actor actor, String silence)
            implements OperatorCommand {}

    /** A notice whose delivery failed is to be sent again. */
    record ResendNotice(String district, String id, Instant at, Actor actor, String recipient, String subject)
            implements OperatorCommand {}

    /** An agency asked for something, and was answered by the policy; kept in the register. */
    record RecordDisclosureRequest(
            String district, String id, Instant at, Actor actor, String agency, String text, String answer)
            implements OperatorCommand {}
}
