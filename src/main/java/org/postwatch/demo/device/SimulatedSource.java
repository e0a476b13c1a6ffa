package org.postwatch.demo.device;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.postwatch.event.Event;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;

/** The devices of one source of an {@code intake.yaml}. */
abstract class SimulatedSource {
    private final IntakeSource source;

    SimulatedSource(IntakeSource source) {
        this.source = source;
    }

    /** What a device of this source sends when that happens; empty if none of them reports it. */
    abstract Optional<DeviceMessage> messageOf(Event event);

    final IntakeSource source() {
        return source;
    }

    final String hookPath() {
        return "/v1/hooks/" + source.district() + "/" + source.name();
    }

    /** The vendor's id of an entrance. */
    final Optional<String> idOfEntrance(String kind, String campus, String entrance) {
        return find(
                kind,
                campus,
                target -> target.entrance().filter(entrance::equals).isPresent());
    }

    /** The vendor's id of a device that is mapped as such and not as part of an entrance. */
    final Optional<String> idOfDevice(String kind, String campus, String device) {
        return find(
                kind,
                campus,
                target -> target.entrance().isEmpty()
                        && target.device().filter(device::equals).isPresent());
    }

    /** The vendor's id of a device that stands for the whole campus. */
    final Optional<String> idOfCampus(String kind, String campus) {
        return find(
                kind,
                campus,
                target -> target.entrance().isEmpty() && target.device().isEmpty());
    }

    private Optional<String> find(String kind, String campus, Predicate<MappedTarget> isWanted) {
        return source.map().byKind().getOrDefault(kind, Map.of()).entrySet().stream()
                .filter(entry ->
                        entry.getValue().campus().filter(campus::equals).isPresent())
                .filter(entry -> isWanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }
}
