package org.postwatch.streams;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.event.EventType;
import org.postwatch.notification.command.OperatorCommand.CommandType;
import org.postwatch.text.NameSuggestion;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventValidator;
import tools.jackson.databind.json.JsonMapper;

/** Determines topic and key for the bytes of an event, or why it is invalid. */
public sealed interface EventAddressing {
    /** Belongs on that topic, under the key that is its district. */
    record EventDestination(String topic, String key) implements EventAddressing {}

    /** It would be rejected; each reason is one line. */
    record InvalidEvent(List<String> reasons) implements EventAddressing {
        public InvalidEvent {
            reasons = List.copyOf(reasons);
        }
    }

    /** Never throws, whatever the bytes. */
    static EventAddressing resolve(byte[] event) {
        List<String> faults = EventValidator.validate(event);
        if (!faults.isEmpty()) {
            Optional<String> hint = EventValidator.unknownType(event).map(EventAddressing::nearestType);
            return new InvalidEvent(hint.isEmpty() ? faults : List.of(faults.get(0) + hint.get()));
        }
        DecodeResult keyless = SharedReaders.READER.read(null, event);
        if (keyless instanceof DecodeResult.ClockTick) {
            return new InvalidEvent(List.of(SharedReaders.TICK_REJECTED));
        }
        // Read before: it is JSON, and its partitionkey a text.
        String key = SharedReaders.JSON.readTree(event).path("partitionkey").asString();
        DecodeResult decoded = SharedReaders.READER.read(key.getBytes(java.nio.charset.StandardCharsets.UTF_8), event);
        return decoded.match(
                of -> new EventDestination(of.event().type().topic().topicName(), key),
                tick -> new InvalidEvent(List.of(SharedReaders.TICK_REJECTED)),
                command -> new EventDestination(Topics.COMMANDS, key),
                failure -> new InvalidEvent(List.of(failure.detail())));
    }

    private static String nearestType(String type) {
        List<String> types = Stream.concat(
                        Arrays.stream(EventType.values()).map(EventType::wireName),
                        Arrays.stream(CommandType.values()).map(CommandType::wireName))
                .toList();
        return NameSuggestion.hint(type, types);
    }

    /** One each for all: both may be shared. */
    final class SharedReaders {
        private static final EventReader READER = new EventReader();
        private static final JsonMapper JSON = new JsonMapper();
        private static final String TICK_REJECTED = "/type: ticks come from the clock of a running Postwatch alone";

        private SharedReaders() {}
    }
}
