package org.postwatch.wire;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.postwatch.event.EventOrigin;
import org.postwatch.notification.model.OperatorCommand;
import tools.jackson.core.JsonGenerator;

/** Commands as CloudEvents: what goes to {@code postwatch.commands}. {@link EventReader} reads them. */
public final class CommandJson {
    static final String ACKNOWLEDGE = "postwatch.command.acknowledge";
    static final String NOTE = "postwatch.command.note";
    static final String RESOLVE = "postwatch.command.resolve";
    static final String EMERGENCY = "postwatch.command.emergency";
    static final String SILENCE = "postwatch.command.silence";
    static final String UNSILENCE = "postwatch.command.unsilence";
    static final String RESEND = "postwatch.command.resend";
    static final String DISCLOSURE_REQUEST = "postwatch.command.disclosure-request";

    /** Every type, in the order in which operators learn of them. */
    public static final List<String> TYPES =
            List.of(ACKNOWLEDGE, NOTE, RESOLVE, EMERGENCY, SILENCE, UNSILENCE, RESEND, DISCLOSURE_REQUEST);

    /** The {@code source} of all of them: a command is known by its id. */
    private static final String OPERATOR_SOURCE = "operators";

    private static final int TYPICAL_BYTES = 320;

    private CommandJson() {}

    /** The same record always gives the same bytes; {@link EventValidator} says whether they are accepted. */
    public static byte[] write(OperatorCommand command) {
        EventOrigin origin = new EventOrigin(command.district(), OPERATOR_SOURCE, command.id(), command.at());
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            EventWriter.writeEnvelope(json, origin, type(command));
            JsonOutput.writeOptional(json, "subject", subject(command));
            json.writeStringProperty("partitionkey", command.district());
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("actor", command.actor().claimed());
            writeData(json, command);
            json.writeEndObject();
        });
    }

    /** The CloudEvents {@code type}. */
    public static String type(OperatorCommand command) {
        if (command instanceof OperatorCommand.Acknowledge) {
            return ACKNOWLEDGE;
        } else if (command instanceof OperatorCommand.AddNote) {
            return NOTE;
        } else if (command instanceof OperatorCommand.Resolve) {
            return RESOLVE;
        } else if (command instanceof OperatorCommand.DeclareEmergency) {
            return EMERGENCY;
        } else if (command instanceof OperatorCommand.CreateSilence) {
            return SILENCE;
        } else if (command instanceof OperatorCommand.ExpireSilence) {
            return UNSILENCE;
        } else if (command instanceof OperatorCommand.ResendNotice) {
            return RESEND;
        }
        return DISCLOSURE_REQUEST;
    }

    private static Optional<String> subject(OperatorCommand command) {
        if (command instanceof OperatorCommand.Acknowledge c) {
            return Optional.of(c.incident());
        } else if (command instanceof OperatorCommand.AddNote c) {
            return Optional.of(c.incident());
        } else if (command instanceof OperatorCommand.Resolve c) {
            return Optional.of(c.incident());
        } else if (command instanceof OperatorCommand.DeclareEmergency c) {
            return Optional.of(c.incident());
        } else if (command instanceof OperatorCommand.ExpireSilence c) {
            return Optional.of(c.silence());
        } else if (command instanceof OperatorCommand.ResendNotice c) {
            return Optional.of(c.subject());
        } else if (command instanceof OperatorCommand.RecordDisclosureRequest c) {
            return Optional.of(c.agency());
        }
        return Optional.empty();
    }

    private static void writeData(JsonGenerator json, OperatorCommand command) {
        if (command instanceof OperatorCommand.Acknowledge c) {
            JsonOutput.writeOptional(json, "note", c.note());
        } else if (command instanceof OperatorCommand.AddNote c) {
            json.writeStringProperty("text", c.text());
        } else if (command instanceof OperatorCommand.CreateSilence c) {
            json.writeStringProperty("reason", c.reason());
            writeMatch(json, c.match());
            JsonOutput.writeInstant(json, "from", c.from());
            JsonOutput.writeInstant(json, "until", c.until());
        } else if (command instanceof OperatorCommand.ResendNotice c) {
            json.writeStringProperty("recipient", c.recipient());
        } else if (command instanceof OperatorCommand.RecordDisclosureRequest c) {
            json.writeStringProperty("text", c.text());
            json.writeStringProperty("answer", c.answer());
        }
    }

    private static void writeMatch(JsonGenerator json, SortedMap<String, Set<String>> match) {
        json.writeObjectPropertyStart("match");
        match.forEach((label, values) ->
                JsonOutput.writeStrings(json, label, values.stream().sorted().toList()));
        json.writeEndObject();
    }
}
