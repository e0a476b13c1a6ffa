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
 * @param connecting its threads resolve names and read secrets to connect, and may be blocked for as long as a name server is
 * @param scheduler its threads evaluate messages and try to write them again
 */
public record MqttContext(
        Supplier<String> installation,
        EventSink sink,
        IntakeStatistics statistics,
        SecretResolver secrets,
        HostResolver resolver,
        ScheduledExecutorService connecting,
        ScheduledExecutorService scheduler,
        InstantSource clock) {}
