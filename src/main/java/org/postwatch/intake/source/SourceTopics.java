package org.postwatch.intake.source;

import java.util.List;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.profile.Profile;
import org.postwatch.intake.profile.ProfileReader;

/** What a source subscribes to at its broker. */
public final class SourceTopics {
    private SourceTopics() {}

    /** The MQTT topic filters of a source, or those of its profile if it has none of its own; none for another transport. */
    public static List<String> of(IntakeSource source) {
        if (!(source.transport() instanceof MqttTransport transport)) {
            return List.of();
        }
        return transport.topics().isEmpty()
                ? ProfileReader.read(source.profile())
                        .profile()
                        .map(Profile::topics)
                        .orElse(List.of())
                : transport.topics();
    }
}
