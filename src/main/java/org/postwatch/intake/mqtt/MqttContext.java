package org.postwatch.intake.mqtt;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.network.HostResolver;
import org.postwatch.secrets.SecretResolver;

/**
 * What the sources of an instance share.
 *
 * @param clientIdPrefix the start of the client ids, which differs between installations of Postwatch at one broker, as {@code postwatch}
 * @param resolver gives only addresses that may be called
 * @param scheduler its threads resolve names, read secrets and evaluate messages
 */
public record MqttContext(
        String clientIdPrefix,
        EventSink sink,
        IntakeStatistics statistics,
        SecretResolver secrets,
        HostResolver resolver,
        ScheduledExecutorService scheduler,
        InstantSource clock) {}
