package org.postwatch.intake.mqtt;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.network.HostResolver;
import org.postwatch.secrets.SecretResolver;

/**
 * What the sources of an instance share.
 *
 * @param installation what distinguishes this installation of Postwatch from others at a broker, as the id of its Kafka cluster
 * @param resolver gives only addresses that may be called
 * @param scheduler its threads resolve names, read secrets and evaluate messages
 */
public record MqttContext(
        Supplier<String> installation,
        EventSink sink,
        IntakeStatistics statistics,
        SecretResolver secrets,
        HostResolver resolver,
        ScheduledExecutorService scheduler,
        InstantSource clock) {}
