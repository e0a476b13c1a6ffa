package org.postwatch.app.config;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.streams.PipelineListener.PipelineStage;
import org.postwatch.text.WireName;

/** What an instance does. By default an instance has all roles. */
public enum InstanceRole implements WireName {
    /** Runs COVERAGE and sends clock ticks. */
    COVERAGE,
    /** Runs NOTIFICATION and sends canaries. */
    NOTIFICATION,
    /** Delivers notices. */
    DELIVERY,
    /** Takes events over HTTP and MQTT. */
    INTAKE;

    /** The Kafka Streams application of the role, if it has one. */
    public Optional<PipelineStage> stage() {
        return switch (this) {
            case COVERAGE -> Optional.of(PipelineStage.COVERAGE);
            case NOTIFICATION -> Optional.of(PipelineStage.NOTIFICATION);
            case DELIVERY, INTAKE -> Optional.empty();
        };
    }

    /** The Kafka Streams applications of some roles. */
    public static Set<PipelineStage> stages(Set<InstanceRole> roles) {
        return roles.stream()
                .flatMap(role -> role.stage().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(PipelineStage.class)));
    }
}
