package org.postwatch.codec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.postwatch.event.Origin;
import org.postwatch.routing.Command;
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
    static final String ASKED = "postwatch.command.asked";

    /** Every type, in the order in which operators learn of them. */
    public static final List<String> TYPES =
            List.of(ACKNOWLEDGE, NOTE, RESOLVE, EMERGENCY, SILENCE, UNSILENCE, RESEND, ASKED);

    /** The {@code source} of all of them: a command is known by its id. */
    private static final String OPERATORS = "operators";

    private static final int BYTES_TYPICAL = 320;

    private CommandJson() {}

    /** The same record always gives the same bytes; {@link EventSchemas} says whether they are accepted. */
    public static byte[] write(Command command) {
        Origin origin = new Origin(command.district(), OPERATORS, command.id(), command.at());
        return Output.object(BYTES_TYPICAL, json -> {
            EventWriter.envelope(json, origin, type(command));
            Output.optional(json, "subject", subject(command));
            json.writeStringProperty("partitionkey", command.district());
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("actor", command.actor().claimed());
            data(json, command);
            json.writeEndObject();
        });
    }

    /** The CloudEvents {@code type}. */
    public static String type(Command command) {
        if (command instanceof Command.Acknowledge) {
            return ACKNOWLEDGE;
        } else if (command instanceof Command.Note) {
            return NOTE;
        } else if (command instanceof Command.Resolve) {
            return RESOLVE;
        } else if (command instanceof Command.Emergency) {
            return EMERGENCY;
        } else if (command instanceof Command.Silence) {
            return SILENCE;
        } else if (command instanceof Command.Unsilence) {
            return UNSILENCE;
        } else if (command instanceof Command.Resend) {
            return RESEND;
        }
        return ASKED;
    }

    private static Optional<String> subject(Command command) {
        if (command instanceof Command.Acknowledge c) {
            return Optional.of(c.incident());
        } else if (command instanceof Command.Note c) {
            return Optional.of(c.incident());
        } else if (command instanceof Command.Resolve c) {
            return Optional.of(c.incident());
        } else if (command instanceof Command.Emergency c) {
            return Optional.of(c.incident());
        } else if (command instanceof Command.Unsilence c) {
            return Optional.of(c.silence());
        } else if (command instanceof Command.Resend c) {
            return Optional.of(c.subject());
        } else if (command instanceof Command.Asked c) {
            return Optional.of(c.agency());
        }
        return Optional.empty();
    }

    private static void data(JsonGenerator json, Command command) {
        if (command instanceof Command.Acknowledge c) {
            Output.optional(json, "note", c.note());
        } else if (command instanceof Command.Note c) {
            json.writeStringProperty("text", c.text());
        } else if (command instanceof Command.Silence c) {
            json.writeStringProperty("reason", c.reason());
            match(json, c.match());
            Output.instant(json, "from", c.from());
            Output.instant(json, "until", c.until());
        } else if (command instanceof Command.Resend c) {
            json.writeStringProperty("recipient", c.recipient());
        } else if (command instanceof Command.Asked c) {
            json.writeStringProperty("text", c.text());
            json.writeStringProperty("answer", c.answer());
        }
    }

    private static void match(JsonGenerator json, SortedMap<String, Set<String>> match) {
        json.writeObjectPropertyStart("match");
        match.forEach((label, values) ->
                Output.strings(json, label, values.stream().sorted().toList()));
        json.writeEndObject();
    }
}
