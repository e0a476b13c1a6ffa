package org.postwatch.intake.profile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.postwatch.event.EventShape;
import org.postwatch.intake.MappedTarget;

/** The fields of the data of each shape of event, and which part of a mapped target fills them. */
final class EventDataFields {
    /** A part of a target by its name in {@code intake.yaml}. */
    enum TargetPart {
        CAMPUS("campus", MappedTarget::campus),
        ENTRANCE("entrance", MappedTarget::entrance),
        DEVICE("device", MappedTarget::device),
        OFFICER("officer", MappedTarget::officer);

        private final String text;
        private final Function<MappedTarget, Optional<String>> get;

        TargetPart(String text, Function<MappedTarget, Optional<String>> get) {
            this.text = text;
            this.get = get;
        }

        String text() {
            return text;
        }

        Optional<String> of(MappedTarget target) {
            return get.apply(target);
        }
    }

    private EventDataFields() {}

    /** The names of the fields in {@code data}. */
    static List<String> of(EventShape shape) {
        return switch (shape) {
            case PRESENCE_SIGNAL -> List.of("campus", "duty");
            case SHIFT_PLANNED -> List.of("campus", "shift", "from", "to", "duty");
            case SHIFT_CANCELLED -> List.of("campus", "shift");
            case HEARTBEAT -> List.of("completeSince");
            case ENTRANCE -> List.of("entrance");
            case DEVICE_REPORT, DETECTION -> List.of("device");
            case PANIC -> List.of("location");
            case CONDUCT -> List.of("what", "emergency", "device");
            case CANARY -> List.of();
        };
    }

    /** The part of a target that is the event's subject, unless the profile gives one. */
    static Optional<TargetPart> subject(EventShape shape) {
        return switch (shape) {
            case PRESENCE_SIGNAL, SHIFT_PLANNED, SHIFT_CANCELLED -> Optional.of(TargetPart.OFFICER);
            case ENTRANCE, DEVICE_REPORT, DETECTION, PANIC, CONDUCT -> Optional.of(TargetPart.CAMPUS);
            case HEARTBEAT, CANARY -> Optional.empty();
        };
    }

    /** The fields of the data that a target fills, unless the profile gives them: those with the name of a part. */
    static List<TargetPart> fromTarget(EventShape shape) {
        List<String> fields = of(shape);
        return List.of(TargetPart.values()).stream()
                .filter(part -> fields.contains(part.text()))
                .toList();
    }

    /** The fields of all shapes. */
    static Set<String> all() {
        Set<String> names = new TreeSet<>();
        for (EventShape shape : EventShape.values()) {
            names.addAll(of(shape));
        }
        return names;
    }
}
