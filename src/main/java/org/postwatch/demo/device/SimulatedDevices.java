package org.postwatch.demo.device;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postwatch.event.Event;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;

/** The devices that a district has connected. */
public final class SimulatedDevices {
    private final List<SimulatedSource> sources;

    private SimulatedDevices(List<SimulatedSource> sources) {
        this.sources = sources;
    }

    /**
     * The devices of the sources of a district.
     *
     * @param secrets the secret of a name
     * @throws IllegalArgumentException if no devices of a profile are simulated
     */
    public static SimulatedDevices of(IntakeConfig config, UnaryOperator<String> secrets) {
        return new SimulatedDevices(config.sources().values().stream()
                .map(source -> devices(source, secrets))
                .toList());
    }

    private static SimulatedSource devices(IntakeSource source, UnaryOperator<String> secrets) {
        String secret = source.secretNames().stream().findFirst().map(secrets).orElse("");
        return switch (source.profile().name()) {
            case "shelly-gen2" -> new ShellyButtons(source, secret);
            case "frigate" -> new FrigateCameras(source);
            case "axis" -> new AxisContacts(source);
            case "generic" -> new PanicPanels(source, secret);
            default ->
                throw new IllegalArgumentException("source '" + source.name() + "' has the profile '"
                        + source.profile().name() + "', of which no devices are simulated");
        };
    }

    /** What a device sends when that happens; empty if the feed sends the event itself. */
    public Optional<DeviceMessage> messageOf(Event event) {
        return sources.stream()
                .filter(source -> source.source().feed().equals(event.source()))
                .flatMap(source -> source.messageOf(event).stream())
                .findFirst();
    }
}
