package org.postwatch.topology;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.codec.CommandJson;
import org.postwatch.codec.Decoded;
import org.postwatch.codec.EventReader;
import org.postwatch.codec.EventSchemas;
import org.postwatch.event.EventType;
import org.postwatch.text.NameSuggestion;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of the bytes of an event that somebody wants to send. */
public sealed interface Addressed {
    /** Belongs on that topic, under the key that is its district. */
    record To(String topic, String key) implements Addressed {}

    /** Would be set aside; every reason on a line of its own. */
    record Refused(List<String> reasons) implements Addressed {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** Never throws, whatever the bytes. */
    static Addressed of(byte[] event) {
        List<String> faults = EventSchemas.validate(event);
        if (!faults.isEmpty()) {
            Optional<String> hint = EventSchemas.unknownType(event).map(Addressed::nearestType);
            return new Refused(hint.isEmpty() ? faults : List.of(faults.get(0) + hint.get()));
        }
        Decoded keyless = Reading.READER.read(null, event);
        if (keyless instanceof Decoded.Tick) {
            return new Refused(List.of("/type: ticks come from the clock of a running Postwatch alone"));
        }
        // Read before: it is JSON, and its partitionkey a text.
        String key = Reading.JSON.readTree(event).path("partitionkey").asString();
        Decoded decoded = Reading.READER.read(key.getBytes(java.nio.charset.StandardCharsets.UTF_8), event);
        if (decoded instanceof Decoded.Of of) {
            return new To(Topics.of(of.event().type()), key);
        }
        return decoded instanceof Decoded.Rejected rejected
                ? new Refused(List.of(rejected.detail()))
                : new To(Topics.COMMANDS, key);
    }

    private static String nearestType(String type) {
        List<String> types = Stream.concat(
                        Arrays.stream(EventType.values()).map(EventType::wireName), CommandJson.TYPES.stream())
                .toList();
        return NameSuggestion.hint(type, types);
    }

    /** One each for all: both may be shared. */
    final class Reading {
        private static final EventReader READER = new EventReader();
        private static final JsonMapper JSON = new JsonMapper();

        private Reading() {}
    }
}
