package org.postwatch.wire;

import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import org.postwatch.event.EventOrigin;
import org.postwatch.notification.command.CommandFieldWriter;
import org.postwatch.notification.command.OperatorCommand;
import tools.jackson.core.JsonGenerator;

/** Writes commands as CloudEvents: what goes to {@code postwatch.commands}. {@link EventReader} reads them. */
public final class CommandJson {
    /** The {@code source} of all of them: a command is identified by its id. */
    private static final String OPERATOR_SOURCE = "operators";

    private static final int TYPICAL_BYTES = 320;

    private CommandJson() {}

    /** The same record always gives the same bytes; {@link EventValidator} says whether they are accepted. */
    public static byte[] write(OperatorCommand command) {
        EventOrigin origin = new EventOrigin(command.district(), OPERATOR_SOURCE, command.id(), command.at());
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            EventWriter.writeEnvelope(json, origin, command.type().wireName());
            JsonOutput.writeOptional(json, "subject", command.subject());
            json.writeStringProperty("partitionkey", command.district());
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("actor", command.actor().claimed());
            command.writeFields(new JsonFieldWriter(json));
            json.writeEndObject();
        });
    }

    private record JsonFieldWriter(JsonGenerator json) implements CommandFieldWriter {
        @Override
        public void text(String name, String value) {
            json.writeStringProperty(name, value);
        }

        @Override
        public void instant(String name, Instant value) {
            JsonOutput.writeInstant(json, name, value);
        }

        @Override
        public void labels(String name, SortedMap<String, Set<String>> values) {
            json.writeObjectPropertyStart(name);
            values.forEach((label, of) ->
                    JsonOutput.writeStrings(json, label, of.stream().sorted().toList()));
            json.writeEndObject();
        }
    }
}
