package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.IncidentId;
import org.postwatch.notification.model.Actor;
import org.postwatch.text.WireName;

/**
 * A command of an operator. A new one is a record here, a row in {@link CommandType} and a method in {@link
 * CommandVisitor}: whatever lacks an answer to it does not compile.
 */
public sealed interface OperatorCommand
        permits Acknowledge,
                AddNote,
                Resolve,
                DeclareEmergency,
                CreateSilence,
                ExpireSilence,
                ResendNotice,
                RecordDisclosureRequest {
    /** Characters of a text that an operator writes. */
    int MAX_TEXT_LENGTH = 1_000;

    /** The kinds, in the order in which help and documentation list them. */
    enum CommandType implements WireName {
        ACKNOWLEDGE(IncidentId.MAX_LENGTH, Acknowledge::read),
        NOTE(IncidentId.MAX_LENGTH, AddNote::read),
        RESOLVE(IncidentId.MAX_LENGTH, Resolve::read),
        EMERGENCY(IncidentId.MAX_LENGTH, DeclareEmergency::read),
        SILENCE(0, CreateSilence::read),
        UNSILENCE(IncidentId.MAX_LENGTH, ExpireSilence::read),
        RESEND(IncidentId.MAX_LENGTH, ResendNotice::read),
        DISCLOSURE_REQUEST(EventOrigin.MAX_ID_LENGTH, RecordDisclosureRequest::read);

        private static final Map<String, CommandType> BY_WIRE_NAME = Arrays.stream(values())
                .collect(Collectors.toUnmodifiableMap(CommandType::wireName, Function.identity()));

        private final int maxSubjectLength;
        private final Function<CommandFields, OperatorCommand> reader;

        CommandType(int maxSubjectLength, Function<CommandFields, OperatorCommand> reader) {
            this.maxSubjectLength = maxSubjectLength;
            this.reader = reader;
        }

        /** The type of the CloudEvent, as {@code postwatch.command.acknowledge}. */
        @Override
        public String wireName() {
            return "postwatch.command." + WireName.super.wireName();
        }

        /** Characters of the subject at most; 0 if a command of this type has no subject. */
        public int maxSubjectLength() {
            return maxSubjectLength;
        }

        /** @throws IllegalArgumentException naming the first field that is missing or malformed */
        public OperatorCommand read(CommandFields fields) {
            return reader.apply(fields);
        }

        public static Optional<CommandType> of(String wireName) {
            return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
        }
    }

    /**
     * What to do for each kind.
     *
     * @param <R> the result
     */
    interface CommandVisitor<R> {
        R visit(Acknowledge command);

        R visit(AddNote command);

        R visit(Resolve command);

        R visit(DeclareEmergency command);

        R visit(CreateSilence command);

        R visit(ExpireSilence command);

        R visit(ResendNotice command);

        R visit(RecordDisclosureRequest command);
    }

    String district();

    /** Unique; the id of the CloudEvent. */
    String id();

    Instant at();

    Actor actor();

    CommandType type();

    /** The incident, silence, notice or agency that it is about. */
    Optional<String> subject();

    /** The text that the operator wrote; at most {@link #MAX_TEXT_LENGTH} characters are accepted. */
    Optional<String> freeText();

    /** What the operator does, for the disclosure record, as {@code acknowledges}. */
    String action();

    /** The part that the coverage engine carries out; the notification engine carries out everything else. */
    default Optional<Resolve> forCoverage() {
        return Optional.empty();
    }

    /** Writes the fields that {@link CommandType#read} reads, without subject and actor. */
    void writeFields(CommandFieldWriter out);

    <R> R accept(CommandVisitor<R> visitor);
}
